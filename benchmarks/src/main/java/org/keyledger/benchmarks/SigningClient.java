package org.keyledger.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Mints an access token with a new signature each time. */
final class SigningClient implements ClosedLoopLoad.Client {

    private final Account account;
    private final KeyPair pair = pair();
    private String key = "";

    SigningClient(Account account) {
        this.account = account;
    }

    /** Registers the public key. */
    @Override
    public void prepare(HttpConnection connection, int exchanges) throws IOException {
        if (key.isEmpty()) {
            String body = "{\"label\":\"signing\",\"public_key\":\"" + pem(pair.getPublic()) + "\"}";
            key = connection
                    .send(account.post("/customer/keys", body))
                    .expect(201)
                    .field("key_id");
        }
    }

    /** The signature is made in the process of the client, whose CPU is not counted. */
    @Override
    public void exchange(HttpConnection connection) throws IOException {
        long timestamp = System.currentTimeMillis() / 1000;
        String body = "{\"key_id\":\"%s\",\"timestamp\":%d,\"signature\":\"%s\"}"
                .formatted(key, timestamp, sign(key + "." + timestamp));
        connection
                .send(HttpRequests.postJson("/v1/auth/api-key/token", body))
                .expect(200)
                .field("access_token");
    }

    private String sign(String message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(message.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a JSON string contains it. */
    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(key.getEncoded())
                + "\\n-----END PUBLIC KEY-----";
    }
}
