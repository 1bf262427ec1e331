package org.keyledger.benchmarks;

import java.io.IOException;

/** Logs in with a passkey: requests a challenge and presents its signature, which is made in the process of the client. */
final class PasskeyClient implements ClosedLoopLoad.Client {

    private static final String PATH = "/auth/passkeys";

    private final Account account;
    private final SoftwareAuthenticator passkey = new SoftwareAuthenticator();
    private boolean registered;

    PasskeyClient(Account account) {
        this.account = account;
    }

    /** Registers the passkey. */
    @Override
    public void prepare(HttpConnection connection, int exchanges) throws IOException {
        if (!registered) {
            registered = true;
            String proof = "{\"current_password\":\"" + Account.PASSWORD + "\"}";
            HttpConnection.Response options = connection
                    .send(account.post(PATH + "/registration/options", proof))
                    .expect(200);
            String credential = passkey.register(
                    "http://localhost:" + connection.port(), options.field("challenge"), options.field("user", "id"));
            String body = "{\"name\":\"Laptop\",\"credential\":" + credential + "}";
            connection.send(account.post(PATH + "/registration/finish", body)).expect(201);
        }
    }

    @Override
    public void exchange(HttpConnection connection) throws IOException {
        String challenge = connection
                .send(HttpRequests.post(PATH + "/login/options"))
                .expect(200)
                .field("challenge");
        String body = "{\"credential\":" + passkey.sign(challenge) + "}";
        connection
                .send(HttpRequests.postJson(PATH + "/login/finish", body))
                .expect(200)
                .field("access_token");
    }
}
