package org.keyledger.gateway.login;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.gateway.tenant.MemberPasswordPolicy;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserQuery.FindPassword;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Changes the password of a user who is logged in. A repeated request has no further effect. */
public final class PasswordChange {

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;
    private final MemberPasswordPolicy policy;
    private final PasswordHasher passwordHasher;
    private final NewPasswordReceipts receipts;

    PasswordChange(
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
     * When this returns, every session but the caller's own has ended.
     *
     * @param current optional if the login is recent
     * @param revokeKeys whether the API keys end too
     * @throws ProblemException 401 {@code invalid-credentials} or {@code step-up-required}, 400 {@code weak-password}
     */
    public void change(SessionCaller caller, @Nullable Password current, Password password, boolean revokeKeys) {
        var receipt = receipts.ofChange(caller.session(), current, password);
        if (!isRepeated(caller, receipt)) {
            replace(caller, current, password, revokeKeys, receipt);
        }
    }

    /** Whether the account has a password; without one, a change sets the first. */
    public boolean isSet(SessionCaller caller) {
        return queries.ask(new FindPassword(caller.user())).set();
    }

    /** The address of the account, for which a password manager stores the password. */
    public EmailAddress email(SessionCaller caller) {
        return account(caller).profile().email();
    }

    private UserAccount account(SessionCaller caller) {
        return queries.ask(new FindUser(caller.user())).account().orElseThrow(Problem.NOT_SEEN_YET::toException);
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

    private void replace(
            SessionCaller caller, @Nullable Password current, Password password, boolean revokeKeys, Digest receipt) {
        var credential = stepUp.require(caller, current);
        var user = account(caller);
        policy.check(password, user.profile().email(), user.tenant());
        var hash = passwordHasher.hash(password);
        commands.sendAndAwaitApplied(
                new ChangePassword(caller.user(), credential, hash, caller.session(), revokeKeys, receipt));
    }
}
