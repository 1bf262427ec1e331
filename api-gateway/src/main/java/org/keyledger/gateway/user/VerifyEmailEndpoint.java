package org.keyledger.gateway.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /auth/verify-email/*}: requests, confirms and reports the verification of an e-mail address. */
@RestController
final class VerifyEmailEndpoint {

    private static final VerificationRequestedResponse ALREADY_VERIFIED =
            new VerificationRequestedResponse("The address is already verified.", true);
    private static final VerificationRequestedResponse SENT =
            new VerificationRequestedResponse("A verification mail is on its way.", null);

    private final Commands commands;
    private final Queries queries;
    private final VerificationLinks links;
    private final EmailVerification emailVerification;
    private final OptionalAuthentication authentication;
    private final RequestIdsFactory idsFactory;
    private final EmailHasher emailHasher;
    private final RateLimiter limiter;

    VerifyEmailEndpoint(
            Commands commands,
            Queries queries,
            VerificationLinks links,
            EmailVerification emailVerification,
            OptionalAuthentication authentication,
            RequestIdsFactory idsFactory,
            EmailHasher emailHasher,
            RateLimiter limiter) {
        this.commands = commands;
        this.queries = queries;
        this.links = links;
        this.emailVerification = emailVerification;
        this.authentication = authentication;
        this.idsFactory = idsFactory;
        this.emailHasher = emailHasher;
        this.limiter = limiter;
    }

    record VerificationRequestedResponse(
            String message, @Nullable Boolean emailVerified) {}

    record ConfirmEmailRequest(String token) {
        @Override
        public String toString() {
            return "ConfirmEmailRequest[hidden]";
        }
    }

    record ConfirmEmailResponse(EmailAddress email, boolean emailVerified) {}

    record EmailStatusResponse(
            EmailAddress email,
            boolean emailVerified,
            @JsonInclude @Nullable Instant emailVerifiedAt) {}

    @PostMapping("/auth/verify-email/request")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    VerificationRequestedResponse request(SessionCaller caller) {
        var user = user(caller.user());
        if (user.emailVerifiedAt() != null) {
            return ALREADY_VERIFIED;
        }
        if (!limiter.tryAcquire(
                Limit.MAIL, SignUp.mailBudget(emailHasher.hmac(user.profile().email())))) {
            return SENT;
        }
        var verification = links.forVerification(idsFactory.random(), caller.user());
        var outcome = commands.send(new RequestEmailVerification(caller.user(), verification));
        return outcome.changedNothing() ? ALREADY_VERIFIED : SENT;
    }

    @PostMapping("/auth/verify-email/confirm")
    @RateLimited(Limit.CONFIRM)
    ConfirmEmailResponse confirm(@StrictBody ConfirmEmailRequest body, HttpServletRequest request) {
        return new ConfirmEmailResponse(
                emailVerification.accept(body.token(), authentication.findSession(request)), true);
    }

    @GetMapping("/auth/verify-email/status")
    EmailStatusResponse status(SessionCaller caller) {
        var user = user(caller.user());
        return new EmailStatusResponse(user.profile().email(), user.emailVerifiedAt() != null, user.emailVerifiedAt());
    }

    private UserAccount user(UserId id) {
        return queries.ask(new FindUser(id)).account().orElseThrow(Problem.NOT_SEEN_YET::toException);
    }
}
