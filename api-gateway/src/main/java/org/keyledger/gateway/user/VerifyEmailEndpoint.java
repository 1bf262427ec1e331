package org.keyledger.gateway.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /auth/verify-email/*}: showing that an address is one's own. */
@RestController
final class VerifyEmailEndpoint {

    private static final Requested VERIFIED_ALREADY = new Requested("The address is verified already.", true);
    private static final Requested SENT = new Requested("A verification mail is on its way.", null);

    private final Commands commands;
    private final Queries queries;
    private final Verifications verifications;
    private final EmailProof proof;
    private final RequestIdsFactory mints;
    private final EmailHasher addresses;
    private final RateLimiter limiter;

    VerifyEmailEndpoint(
            Commands commands,
            Queries queries,
            Verifications verifications,
            EmailProof proof,
            RequestIdsFactory mints,
            EmailHasher addresses,
            RateLimiter limiter) {
        this.commands = commands;
        this.queries = queries;
        this.verifications = verifications;
        this.proof = proof;
        this.mints = mints;
        this.addresses = addresses;
        this.limiter = limiter;
    }

    record Requested(String message, @Nullable Boolean emailVerified) {}

    record Confirm(String token) {
        @Override
        public String toString() {
            return "Confirm[hidden]";
        }
    }

    record Confirmed(EmailAddress email, boolean emailVerified) {}

    record Status(
            EmailAddress email,
            boolean emailVerified,
            @JsonInclude @Nullable Instant emailVerifiedAt) {}

    @PostMapping("/auth/verify-email/request")
    @RateLimited(Limit.MAIL_REQUEST)
    Requested request(SessionCaller caller) {
        var user = user(caller.user());
        if (user.emailVerifiedAt() != null) {
            return VERIFIED_ALREADY;
        }
        if (!limiter.admits(Limit.MAIL, addresses.hmac(user.email()).value())) {
            return SENT;
        }
        var verification = verifications.make(mints.random(), caller.user());
        var outcome = commands.send(new RequestEmailVerification(caller.user(), verification));
        return outcome.nothingToDo() ? VERIFIED_ALREADY : SENT;
    }

    @PostMapping("/auth/verify-email/confirm")
    @RateLimited(Limit.CONFIRM)
    Confirmed confirm(@StrictBody Confirm body) {
        return new Confirmed(user(proof.accept(body.token())).email(), true);
    }

    @GetMapping("/auth/verify-email/status")
    Status status(SessionCaller caller) {
        var user = user(caller.user());
        return new Status(user.email(), user.emailVerifiedAt() != null, user.emailVerifiedAt());
    }

    private UserProfile user(UserId id) {
        return queries.ask(new FindUser(id)).profile().orElseThrow(Problem.UNAUTHENTICATED::found);
    }
}
