package org.keyledger.benchmarks;

import java.io.IOException;

/** Logs in at a provider: follows the redirect to it and the one back. Its browser is known after the first time. */
final class ProviderClient implements ClosedLoopLoad.Client {

    private static final String PATH = "/api/auth/oauth/" + LocalOidcProvider.NAME;
    private static final String FLOW = "keyledger_oauth_" + LocalOidcProvider.NAME;
    private static final String DEVICE = "device";

    private final LocalOidcProvider provider;
    private final String email;
    private String device = "";

    /** @param account of another person, with another address */
    ProviderClient(LocalOidcProvider provider, Account account) {
        this.provider = provider;
        this.email = "provider-" + account.email();
    }

    /** The first log-in creates the account. */
    @Override
    public void prepare(HttpConnection connection, int exchanges) throws IOException {
        if (device.isEmpty()) {
            device = "; " + DEVICE + "=" + logIn(connection).cookie(DEVICE);
        }
    }

    @Override
    public void exchange(HttpConnection connection) throws IOException {
        logIn(connection).cookie(BrowserClient.COOKIE);
    }

    private HttpConnection.Response logIn(HttpConnection connection) throws IOException {
        HttpConnection.Response started =
                connection.send(HttpRequests.get(PATH)).expect(302);
        String query = provider.logIn(started.header("Location"), email);
        String cookies = "Cookie: " + FLOW + "=" + started.cookie(FLOW) + device;
        return connection
                .send(HttpRequests.get(PATH + "/callback?" + query, cookies))
                .expect(302);
    }
}
