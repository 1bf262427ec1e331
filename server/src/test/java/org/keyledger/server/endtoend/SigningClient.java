package org.keyledger.server.endtoend;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.Base64;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** A client of the signed API with a key pair of its own; it uses nothing of the service's code. */
final class SigningClient {

    private static final String MINT = "/v1/auth/api-key/token";
    /** The order n of P-256 (NIST SP 800-186, section 3.2.1.3). */
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private static final int HALF = 32;

    private final KeyPair pair = newKeyPair();
    private final ServiceClient client;
    private final Clock clock;
    private final String keyId;

    private SigningClient(ServiceClient client, ServiceClient owner, String more, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.keyId = owner.post("/customer/keys", "{\"label\":\"signer\",\"public_key\":" + pem() + more + "}")
                .expect(201)
                .string("/key_id");
    }

    /** @param owner the account that registers the key */
    static SigningClient register(ServiceClient client, ServiceClient owner) {
        return new SigningClient(client, owner, "", Clock.systemUTC());
    }

    /** @param more further fields of the registration, such as {@code ,"scopes":["read"]} */
    static SigningClient register(ServiceClient client, ServiceClient owner, String more) {
        return new SigningClient(client, owner, more, Clock.systemUTC());
    }

    /** @param clock of the service, which may differ from the system's */
    static SigningClient register(ServiceClient client, ServiceClient owner, Clock clock) {
        return new SigningClient(client, owner, "", clock);
    }

    private static KeyPair newKeyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String keyId() {
        return keyId;
    }

    /** The public key in PEM, as a JSON string. */
    String pem() {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPublic().getEncoded())
                .replace("\n", "\\n");
        return "\"-----BEGIN PUBLIC KEY-----\\n" + lines + "\\n-----END PUBLIC KEY-----\\n\"";
    }

    /** A mint with a new signature of this moment. */
    Response mint() {
        return send(signedRequest());
    }

    Response send(String request) {
        return client.post(MINT, request);
    }

    String signedRequest() {
        return signedRequest(keyId, clock.instant().getEpochSecond());
    }

    String signedRequest(String id, long timestamp) {
        return request(id, timestamp, sign(id + "." + timestamp));
    }

    private static String request(String id, long timestamp, byte[] signature) {
        return "{\"key_id\":\"%s\",\"timestamp\":%d,\"signature\":\"%s\"}"
                .formatted(
                        id, timestamp, Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    private byte[] sign(String text) {
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same request with the other valid signature, which anyone can make: n - s in place of s. */
    static String twinOf(String request) {
        var field = "\"signature\":\"";
        var at = request.indexOf(field) + field.length();
        var raw = Base64.getUrlDecoder().decode(request.substring(at, request.length() - 2));
        var s = ORDER.subtract(new BigInteger(1, raw, HALF, HALF)).toByteArray();
        for (var i = 1; i <= HALF; i++) {
            raw[raw.length - i] = i > s.length ? 0 : s[s.length - i];
        }
        return request.substring(0, at)
                + Base64.getUrlEncoder().withoutPadding().encodeToString(raw) + "\"}";
    }

    Response refresh(String refreshToken) {
        return client.post("/v1/auth/token/refresh", "{\"refresh_token\":\"%s\"}".formatted(refreshToken));
    }
}
