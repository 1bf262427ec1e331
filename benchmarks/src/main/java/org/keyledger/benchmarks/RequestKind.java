package org.keyledger.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A kind of request, with one client per connection.
 *
 * @param isWrite whether it appends to the ledger, which takes longer
 */
record RequestKind(String name, boolean isWrite, List<ClosedLoopLoad.Client> clients) {

    /** Number of keys in one page of the listing; each account has as many keys and other sessions. */
    static final int LISTED_KEYS = 10;

    private static final AtomicLong NUMBER = new AtomicLong();

    /** The baseline first, then the kinds that are measured. */
    static List<RequestKind> all(List<Account> accounts, LocalOidcProvider provider) {
        return List.of(
                reading("baseline: GET /health/live", accounts, account -> HttpRequests.get("/health/live")),
                reading("check, API key", accounts, Account::checkWithKey),
                reading("check, token", accounts, Account::checkWithToken),
                writing("log-in", accounts, account -> ClosedLoopLoad.Client.repeating(account.logIn())),
                writing("sign-up", accounts, account -> RequestKind::signUp),
                writing("refresh", accounts, RefreshingClient::new),
                writing("key create", accounts, account -> connection -> createKey(account, connection)),
                reading("key list of ten", accounts, account -> account.listKeys(LISTED_KEYS)),
                writing("key rotate", accounts, RotatingClient::new),
                writing("signed mint", accounts, SigningClient::new),
                browsing("browser read: GET /api/auth/me", accounts, "/api/auth/me"),
                writing(
                        "browser log-in",
                        accounts,
                        account -> ClosedLoopLoad.Client.repeating(account.logInWithBrowser())),
                writing("log-in, second step", accounts, account -> new SecondFactorClient()),
                writing("passkey log-in", accounts, PasskeyClient::new),
                writing("provider log-in", accounts, account -> new ProviderClient(provider, account)),
                reading("page /login", accounts, account -> HttpRequests.get("/login")),
                browsing("page /account", accounts, "/account"),
                browsing("page /account/keys", accounts, "/account/keys"),
                browsing("page /account/sessions", accounts, "/account/sessions"),
                browsing("page /account/activity", accounts, "/account/activity"));
    }

    private static RequestKind reading(String name, List<Account> accounts, Function<Account, byte[]> request) {
        return new RequestKind(
                name, false, clients(accounts, account -> ClosedLoopLoad.Client.repeating(request.apply(account))));
    }

    private static RequestKind browsing(String name, List<Account> accounts, String path) {
        return new RequestKind(name, false, clients(accounts, account -> new BrowserClient(account, path)));
    }

    private static RequestKind writing(
            String name, List<Account> accounts, Function<Account, ClosedLoopLoad.Client> client) {
        return new RequestKind(name, true, clients(accounts, client));
    }

    private static List<ClosedLoopLoad.Client> clients(
            List<Account> accounts, Function<Account, ClosedLoopLoad.Client> client) {
        return accounts.stream().map(client).toList();
    }

    static Account signUp(HttpConnection connection) throws IOException {
        return Account.signUp(connection, "sign-up" + NUMBER.incrementAndGet() + "@example.com");
    }

    private static HttpConnection.Response createKey(Account account, HttpConnection connection) throws IOException {
        return connection
                .send(account.createKey("load " + NUMBER.incrementAndGet()))
                .expect(201);
    }

    /** Each refresh presents the token that the previous one returned. */
    private static final class RefreshingClient implements ClosedLoopLoad.Client {

        private String token;

        RefreshingClient(Account account) {
            this.token = account.refreshToken();
        }

        @Override
        public void exchange(HttpConnection connection) throws IOException {
            byte[] request = HttpRequests.postJson("/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
            token = connection.send(request).expect(200).field("refresh_token");
        }
    }

    /** Each rotation replaces the key that the previous one created. */
    private static final class RotatingClient implements ClosedLoopLoad.Client {

        private final Account account;
        private String key = "";

        RotatingClient(Account account) {
            this.account = account;
        }

        @Override
        public void exchange(HttpConnection connection) throws IOException {
            if (key.isEmpty()) {
                key = createKey(account, connection).field("key_id");
            }
            key = connection.send(account.rotateKey(key)).expect(200).field("key_id");
        }
    }
}
