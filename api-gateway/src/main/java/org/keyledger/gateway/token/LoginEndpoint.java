package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SessionTokenIssuer.SessionTokenResponse;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.Channel;
import org.keyledger.gateway.login.LogIn.FactorRequired;
import org.keyledger.gateway.login.LogIn.SessionOpened;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/login}: starts a session, or asks for the second factor of the user. A wrong password and an unknown
 * address get the same 401 {@code invalid-credentials} after the same time. {@code POST /auth/login/2fa}: completes the
 * log-in with a TOTP code or a recovery code. 401 {@code wrong-code}, and 401 {@code invalid-partial-token} once the token
 * has expired, was used or has seen too many wrong codes.
 */
@RestController
final class LoginEndpoint {

    private final PasswordAuthenticator passwordAuthenticator;
    private final LogIn logIn;
    private final OpenedLinkCookie openedLinkCookie;
    private final SessionTokenIssuer tokens;

    LoginEndpoint(
            PasswordAuthenticator passwordAuthenticator,
            LogIn logIn,
            OpenedLinkCookie openedLinkCookie,
            SessionTokenIssuer tokens) {
        this.passwordAuthenticator = passwordAuthenticator;
        this.logIn = logIn;
        this.openedLinkCookie = openedLinkCookie;
        this.tokens = tokens;
    }

    record LoginRequest(EmailAddress email, Password password) {}

    sealed interface LoginResponse permits LoggedInResponse, SecondFactorResponse {

        static LoginResponse of(LogIn.Outcome outcome, SessionTokenIssuer tokens) {
            return outcome instanceof SessionOpened opened
                    ? LoggedInResponse.of(opened, tokens)
                    : new SecondFactorResponse(true, ((FactorRequired) outcome).partialToken(), Map.of());
        }
    }

    /** The response to a log-in that has started a session. */
    record LoggedInResponse(
            String token,
            TenantId tenantId,
            boolean emailVerified,
            @JsonProperty("requiresTOTP") boolean secondFactorRequired,
            UserResponse user,
            SessionTokenResponse session)
            implements LoginResponse {

        static LoggedInResponse of(SessionOpened opened, SessionTokenIssuer tokens) {
            var issued = tokens.issueFirst(opened.session(), opened.user().user(), opened.tenant());
            return new LoggedInResponse(
                    issued.token(),
                    opened.tenant(),
                    opened.emailVerified(),
                    false,
                    UserResponse.of(opened.user()),
                    issued.session());
        }

        @Override
        public String toString() {
            return "LoggedInResponse[hidden]";
        }
    }

    /**
     * The log-in continues at {@code /auth/login/2fa}.
     *
     * @param user empty: the user is not known to the client before both factors are proved
     */
    record SecondFactorResponse(
            @JsonProperty("requiresTOTP") boolean secondFactorRequired,
            @JsonProperty("partialToken") String partialToken,
            Map<String, Object> user)
            implements LoginResponse {
        @Override
        public String toString() {
            return "SecondFactorResponse[hidden]";
        }
    }

    @PostMapping("/auth/login")
    @RateLimited(Limit.LOG_IN)
    LoginResponse logIn(@StrictBody LoginRequest body, HttpServletRequest request) {
        var proved = passwordAuthenticator.require(body.email(), body.password());
        var openedLink =
                openedLinkCookie.findOpenedLink(request, proved.account().user());
        var outcome = logIn.with(proved, new LogIn.Options(Channel.TOKEN, false, openedLink));
        return LoginResponse.of(outcome, tokens);
    }

    record SecondFactorLoginRequest(
            @JsonProperty("partialToken") String partialToken, SecondFactorCode code) {
        @Override
        public String toString() {
            return "SecondFactorLoginRequest[hidden]";
        }
    }

    @PostMapping("/auth/login/2fa")
    @RateLimited(Limit.LOG_IN)
    LoggedInResponse complete(@StrictBody SecondFactorLoginRequest body) {
        return LoggedInResponse.of(logIn.withSecondFactor(body.partialToken(), body.code()), tokens);
    }
}
