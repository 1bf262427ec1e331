package org.keyledger.benchmarks;

import java.io.IOException;

/** Reads the account of a session whose cookie it presents. */
final class BrowserClient implements ClosedLoopLoad.Client {

    private static final String COOKIE = "session";

    private final Account account;
    private byte[] request = {};

    BrowserClient(Account account) {
        this.account = account;
    }

    /** Logs in once. */
    @Override
    public void prepare(HttpConnection connection, int exchanges) throws IOException {
        if (request.length == 0) {
            String session =
                    connection.send(account.logInWithBrowser()).expect(200).cookie(COOKIE);
            request = HttpRequests.get("/api/auth/me", "Cookie: " + COOKIE + "=" + session);
        }
    }

    @Override
    public void exchange(HttpConnection connection) throws IOException {
        connection.send(request).expect(200);
    }
}
