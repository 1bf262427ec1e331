package org.keyledger.gateway.login;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.gateway.tenant.MemberPasswordPolicy;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/change-password}. When the call returns, every session but the caller's own has ended, and the API
 * keys too if the caller asked for it.
 */
@RestController
final class ChangePasswordEndpoint {

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;
    private final MemberPasswordPolicy policy;
    private final PasswordHasher passwordHasher;
    private final NewPasswordReceipts receipts;

    ChangePasswordEndpoint(
            Commands commands,
            Queries queries,
            StepUpAuthentication stepUp,
            MemberPasswordPolicy policy,
            PasswordHasher passwordHasher,
            ServiceKeys keys) {
        this.commands = commands;
        this.queries = queries;
        this.stepUp = stepUp;
        this.policy = policy;
        this.passwordHasher = passwordHasher;
        this.receipts = new NewPasswordReceipts(keys);
    }

    /**
     * @param currentPassword optional if the login is recent
     * @param revokeKeys whether the API keys end too; false if absent
     */
    record ChangePasswordRequest(
            @Nullable Password currentPassword,
            Password password,
            @Nullable Boolean revokeKeys) {}

    record ChangePasswordResponse(boolean ok, String message) {}

    @PostMapping("/auth/change-password")
    @WriteLimited
    ChangePasswordResponse change(@StrictBody ChangePasswordRequest body, SessionCaller caller) {
        var receipt = receipts.ofChange(caller.session(), body.currentPassword(), body.password());
        if (!isRepeated(caller, receipt)) {
            replace(body, caller, receipt);
        }
        return new ChangePasswordResponse(true, "Your password was changed and all other devices were signed out.");
    }

    /** Asked first, because the current password of a repeated request is not current any more. */
    private boolean isRepeated(SessionCaller caller, Digest receipt) {
        try {
            commands.sendAndAwaitApplied(new RepeatNewPassword(caller.user(), receipt));
            return true;
        } catch (ProblemException e) {
            if (e.problem() == Problem.INVALID_TOKEN) {
                return false;
            }
            throw e;
        }
    }

    private void replace(ChangePasswordRequest body, SessionCaller caller, Digest receipt) {
        var credential = stepUp.require(caller, body.currentPassword());
        var user = queries.ask(new FindUser(caller.user())).account().orElseThrow(Problem.NOT_SEEN_YET::toException);
        policy.check(body.password(), user.profile().email(), user.tenant());
        var hash = passwordHasher.hash(body.password());
        commands.sendAndAwaitApplied(new ChangePassword(
                caller.user(), credential, hash, caller.session(), Boolean.TRUE.equals(body.revokeKeys()), receipt));
    }
}
