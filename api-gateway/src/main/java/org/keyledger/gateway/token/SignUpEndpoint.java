package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SessionTokenIssuer.SessionTokenResponse;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.NewAccount;
import org.keyledger.gateway.user.SignUp;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/signup}: creates a tenant, its first user, a first API key and a session, in one commit. 409
 * {@code email-taken}, 400 {@code disposable-email} or {@code weak-password}.
 */
@RestController
final class SignUpEndpoint {

    private final SignUp signUp;
    private final SessionTokenIssuer tokens;

    SignUpEndpoint(SignUp signUp, SessionTokenIssuer tokens) {
        this.signUp = signUp;
        this.tokens = tokens;
    }

    record SignUpRequest(
            EmailAddress email, Password password, @Nullable DisplayName name) {}

    record SignUpResponse(
            String token,
            TenantId tenantId,
            String apiKey,
            boolean emailVerified,
            UserResponse user,
            SessionTokenResponse session) {
        @Override
        public String toString() {
            return "SignUpResponse[hidden]";
        }
    }

    @PostMapping("/auth/signup")
    @RateLimited(Limit.SIGN_UP)
    @ResponseStatus(HttpStatus.CREATED)
    SignUpResponse signUp(@StrictBody SignUpRequest body, IdempotentRequest idempotentRequest) {
        var signedUp = signUp.signUp(new NewAccount(body.email(), body.password(), body.name()), idempotentRequest);
        var user = signedUp.user();
        var issued = tokens.issueFirst(signedUp.session(), user.user(), user.tenant());
        return new SignUpResponse(
                issued.token(),
                user.tenant(),
                signedUp.firstKey().reveal(),
                signedUp.emailVerified(),
                UserResponse.of(user),
                issued.session());
    }
}
