package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.keyledger.gateway.token.LoginEndpoint.LoggedInResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/login/2fa}: completes a log-in with a TOTP code or a recovery code. 401 {@code wrong-code}, and 401
 * {@code invalid-partial-token} once the token has expired, was used or has seen too many wrong codes.
 */
@RestController
final class SecondFactorLoginEndpoint {

    private final LogIn logIn;
    private final SessionTokenIssuer tokens;

    SecondFactorLoginEndpoint(LogIn logIn, SessionTokenIssuer tokens) {
        this.logIn = logIn;
        this.tokens = tokens;
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
