package org.keyledger.gateway.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keyledger.gateway.answering.Problem;
import org.keyledger.gateway.answering.UserAnswer;
import org.keyledger.gateway.dispatching.Queries;
import org.keyledger.gateway.hashing.Addresses;
import org.keyledger.gateway.hashing.Password;
import org.keyledger.gateway.hashing.Passwords;
import org.keyledger.gateway.opening.SessionOpening;
import org.keyledger.gateway.reading.StrictBody;
import org.keyledger.gateway.signing.SessionTokens.SessionAnswer;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /auth/login}. A known and an unknown address get the same no, after the same time. */
@RestController
final class LoginEndpoint {

    private final Queries queries;
    private final Addresses addresses;
    private final Passwords passwords;
    private final SessionOpening sessions;

    LoginEndpoint(Queries queries, Addresses addresses, Passwords passwords, SessionOpening sessions) {
        this.queries = queries;
        this.addresses = addresses;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    record LogIn(EmailAddress email, Password password) {}

    record LoggedIn(
            String token,
            TenantId tenantId,
            boolean emailVerified,
            @JsonProperty("requiresTOTP") boolean secondFactorRequired,
            UserAnswer user,
            SessionAnswer session) {
        @Override
        public String toString() {
            return "LoggedIn[hidden]";
        }
    }

    @PostMapping("/auth/login")
    LoggedIn logIn(@StrictBody LogIn body) {
        var login = queries.ask(new FindLogin(addresses.hmac(body.email()))).login();
        var right = passwords.match(body.password(), login.map(Login::password));
        var account = login.filter(it -> right).orElseThrow(Problem.INVALID_CREDENTIALS::found);
        var opened = sessions.open(account);
        return new LoggedIn(
                opened.issued().token(),
                account.tenant(),
                account.emailVerified(),
                false,
                UserAnswer.of(opened.user()),
                opened.issued().session());
    }
}
