package org.keyledger.gateway.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import org.keyledger.gateway.jwt.SessionTokenIssuer.SessionTokenResponse;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.keyledger.gateway.session.SessionStarter;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.token.UserResponse;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/login}: starts a session. A wrong password and an unknown address get the same 401
 * {@code invalid-credentials} after the same time.
 */
@RestController
final class LoginEndpoint {

    private final PasswordAuthenticator passwordAuthenticator;
    private final SessionStarter sessionStarter;
    private final OpenedLinkCookie openedLinkCookie;

    LoginEndpoint(
            PasswordAuthenticator passwordAuthenticator,
            SessionStarter sessionStarter,
            OpenedLinkCookie openedLinkCookie) {
        this.passwordAuthenticator = passwordAuthenticator;
        this.sessionStarter = sessionStarter;
        this.openedLinkCookie = openedLinkCookie;
    }

    record LoginRequest(EmailAddress email, Password password) {}

    record LoginResponse(
            String token,
            TenantId tenantId,
            boolean emailVerified,
            @JsonProperty("requiresTOTP") boolean secondFactorRequired,
            UserResponse user,
            SessionTokenResponse session) {
        @Override
        public String toString() {
            return "LoginResponse[hidden]";
        }
    }

    @PostMapping("/auth/login")
    @RateLimited(Limit.LOG_IN)
    LoginResponse logIn(@StrictBody LoginRequest body, HttpServletRequest request) {
        var account = passwordAuthenticator.require(body.email(), body.password());
        var started = sessionStarter.start(account, openedLinkCookie.findOpenedLink(request, account.user()));
        return new LoginResponse(
                started.tokens().token(),
                account.tenant(),
                account.emailVerified(),
                false,
                UserResponse.of(started.user()),
                started.tokens().session());
    }
}
