package org.keyledger.benchmarks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Sends the second step of log-ins. The first step is prepared. A code is accepted once, so each account logs in once
 * in a round.
 */
final class SecondFactorClient implements ClosedLoopLoad.Client {

    private final List<Login> logins = new ArrayList<>();
    private final Deque<byte[]> requests = new ArrayDeque<>();

    /** An account with a second factor. */
    private static final class Login {

        private final Account account;
        private final TotpCodes codes;

        private Login(Account account, TotpCodes codes) {
            this.account = account;
            this.codes = codes;
        }

        static Login enroll(HttpConnection connection) throws IOException {
            Account account = RequestKind.signUp(connection);
            String secret = connection
                    .send(account.post("/auth/totp/enroll", "{}"))
                    .expect(200)
                    .field("secret");
            TotpCodes codes = new TotpCodes(secret);
            String body = "{\"code\":\"" + codes.next() + "\"}";
            connection.send(account.post("/auth/totp/confirm", body)).expect(200);
            return new Login(account, codes);
        }

        byte[] secondStep(HttpConnection connection) throws IOException {
            String code = codes.next();
            // The code may have waited longer than the service keeps an idle connection; a request opens another one.
            connection.close();
            String token = connection.send(account.logIn()).expect(200).field("partialToken");
            return HttpRequests.postJson(
                    "/auth/login/2fa", "{\"partialToken\":\"" + token + "\",\"code\":\"" + code + "\"}");
        }
    }

    @Override
    public void prepare(HttpConnection connection, int exchanges) throws IOException {
        while (logins.size() < exchanges) {
            logins.add(Login.enroll(connection));
        }
        for (Login login : logins) {
            requests.add(login.secondStep(connection));
        }
    }

    @Override
    public void exchange(HttpConnection connection) throws IOException {
        connection.send(requests.remove()).expect(200).field("access_token");
    }
}
