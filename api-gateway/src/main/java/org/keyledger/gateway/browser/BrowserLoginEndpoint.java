package org.keyledger.gateway.browser;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.cookie.SessionCookies;
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
import org.keyledger.gateway.token.UserResponse;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/login}: starts a session and sets its cookies. A session that the browser had before ends in the
 * same commit (OWASP ASVS 5.0, 7.2.4). 403 {@code email-not-verified} after the right password only; a wrong password
 * and an unknown address get the same 401 {@code invalid-credentials} after the same time.
 */
@RestController
final class BrowserLoginEndpoint {

    private final PasswordAuthenticator passwordAuthenticator;
    private final LogIn logIn;
    private final OpenedLinkCookie openedLinkCookie;
    private final SessionCookies cookies;

    BrowserLoginEndpoint(
            PasswordAuthenticator passwordAuthenticator,
            LogIn logIn,
            OpenedLinkCookie openedLinkCookie,
            SessionCookies cookies) {
        this.passwordAuthenticator = passwordAuthenticator;
        this.logIn = logIn;
        this.openedLinkCookie = openedLinkCookie;
        this.cookies = cookies;
    }

    /** @param remember whether the session lasts for 30 instead of one idle day; false if absent */
    record BrowserLoginRequest(
            EmailAddress email, Password password, @Nullable Boolean remember) {}

    sealed interface BrowserLoginResponse permits LoggedIn, SecondFactorRequired {

        /** Sets the cookies of a session that was started. */
        static BrowserLoginResponse of(LogIn.Outcome outcome, SessionCookies cookies, HttpServletResponse response) {
            if (outcome instanceof FactorRequired factor) {
                return new SecondFactorRequired(factor.partialToken(), true, Map.of());
            }
            var opened = (SessionOpened) outcome;
            cookies.write(response, opened.session(), opened.remembered());
            return new LoggedIn(UserResponse.of(opened.user()), false);
        }
    }

    record LoggedIn(
            UserResponse user, @JsonProperty("requiresTOTP") boolean secondFactorRequired)
            implements BrowserLoginResponse {}

    /** @param user empty until the second factor is proved */
    record SecondFactorRequired(
            @JsonProperty("partialToken") String partialToken,
            @JsonProperty("requiresTOTP") boolean secondFactorRequired,
            Map<String, Object> user)
            implements BrowserLoginResponse {
        @Override
        public String toString() {
            return "SecondFactorRequired[hidden]";
        }
    }

    @PostMapping("/api/auth/login")
    @RateLimited(Limit.LOG_IN)
    BrowserLoginResponse logIn(
            @StrictBody BrowserLoginRequest body, HttpServletRequest request, HttpServletResponse response) {
        var proved = passwordAuthenticator.require(body.email(), body.password());
        var outcome = logIn.with(
                proved,
                new LogIn.Options(
                        Channel.BROWSER,
                        Boolean.TRUE.equals(body.remember()),
                        openedLinkCookie.findOpenedLink(
                                request, proved.account().user()),
                        cookies.read(request).session()));
        return BrowserLoginResponse.of(outcome, cookies, response);
    }
}
