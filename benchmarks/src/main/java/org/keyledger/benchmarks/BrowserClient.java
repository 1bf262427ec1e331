package org.keyledger.benchmarks;

import java.io.IOException;

/** Gets a path of the browser API or of the portal with the cookie of its session. */
final class BrowserClient implements ClosedLoopLoad.Client {

    static final String COOKIE = "session";

    private final Account account;
    private final String path;
    private byte[] request = {};

    BrowserClient(Account account, String path) {
        this.account = account;
        this.path = path;
    }

    /** Logs in once. */
    @Override
    public void prepare(HttpConnection connection, int exchanges) throws IOException {
        if (request.length == 0) {
            String session =
                    connection.send(account.logInWithBrowser()).expect(200).cookie(COOKIE);
            request = HttpRequests.get(path, "Cookie: " + COOKIE + "=" + session);
        }
    }

    @Override
    public void exchange(HttpConnection connection) throws IOException {
        connection.send(request).expect(200);
    }
}
