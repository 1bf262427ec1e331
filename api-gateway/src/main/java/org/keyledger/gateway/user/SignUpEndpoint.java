package org.keyledger.gateway.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.blocklist.DisposableDomains;
import org.keyledger.gateway.idempotency.IdempotentExecutor;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.jwt.SessionTokenIssuer.SessionTokenResponse;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordPolicy;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.session.UserResponse;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserProfile;
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

    private final IdempotentExecutor idempotentExecutor;
    private final SignUp signUp;
    private final PasswordPolicy policy;
    private final DisposableDomains disposable;

    SignUpEndpoint(
            IdempotentExecutor idempotentExecutor, SignUp signUp, PasswordPolicy policy, DisposableDomains disposable) {
        this.idempotentExecutor = idempotentExecutor;
        this.signUp = signUp;
        this.policy = policy;
        this.disposable = disposable;
    }

    record SignUpRequest(
            EmailAddress email, Password password, @Nullable DisplayName name) {

        UserProfile profile() {
            return new UserProfile(email, name);
        }
    }

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
        disposable.requireNotDisposable(body.email());
        policy.check(body.password(), body.email());
        return idempotentExecutor.create(idempotentRequest, signUp.operation(body));
    }
}
