package org.keyledger.gateway.browser;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.keyledger.gateway.token.UserResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/login/2fa}: completes a log-in of the browser API with a TOTP code or a recovery code and sets the
 * cookies. A session that the browser had before ends in the same commit.
 */
@RestController
final class BrowserSecondFactorLoginEndpoint {

    private final LogIn logIn;
    private final SessionCookies cookies;

    BrowserSecondFactorLoginEndpoint(LogIn logIn, SessionCookies cookies) {
        this.logIn = logIn;
        this.cookies = cookies;
    }

    record BrowserSecondFactorLoginRequest(
            @JsonProperty("partialToken") String partialToken, SecondFactorCode code) {
        @Override
        public String toString() {
            return "BrowserSecondFactorLoginRequest[hidden]";
        }
    }

    record BrowserSecondFactorLoginResponse(UserResponse user) {}

    @PostMapping("/api/auth/login/2fa")
    @RateLimited(Limit.LOG_IN)
    BrowserSecondFactorLoginResponse complete(
            @StrictBody BrowserSecondFactorLoginRequest body,
            HttpServletRequest request,
            HttpServletResponse response) {
        var opened = logIn.withSecondFactor(
                body.partialToken(), body.code(), cookies.read(request).session());
        cookies.write(response, opened.session(), opened.remembered());
        return new BrowserSecondFactorLoginResponse(UserResponse.of(opened.user()));
    }
}
