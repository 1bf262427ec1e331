package org.keyledger.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.Base64;

/** Mints an access token with a new signature each time. */
final class SigningClient implements ClosedLoopLoad.Client {

    private final Account account;
    private final EllipticKeyPair pair = EllipticKeyPair.generate();
    private String key = "";

    SigningClient(Account account) {
        this.account = account;
    }

    /** Registers the public key. */
    @Override
    public void prepare(HttpConnection connection, int exchanges) throws IOException {
        if (key.isEmpty()) {
            String body = "{\"label\":\"signing\",\"public_key\":\"" + pem() + "\"}";
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
        byte[] message = (key + "." + timestamp).getBytes(US_ASCII);
        String signature = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(pair.sign("SHA256withECDSAinP1363Format", message));
        String body = "{\"key_id\":\"%s\",\"timestamp\":%d,\"signature\":\"%s\"}".formatted(key, timestamp, signature);
        connection
                .send(HttpRequests.postJson("/v1/auth/api-key/token", body))
                .expect(200)
                .field("access_token");
    }

    /** As a JSON string contains it. */
    private String pem() {
        return "-----BEGIN PUBLIC KEY-----\\n"
                + Base64.getEncoder().encodeToString(pair.encoded())
                + "\\n-----END PUBLIC KEY-----";
    }
}
