package org.keyledger.gateway.user;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.authentication.TokenHolder;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.page.AvailableLanguages;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.ChangeProfile;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.RepeatErasure;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Shows, changes and erases the account of the caller. */
public final class Account {

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;
    private final AvailableLanguages languages;
    private final Clock clock;

    Account(
            Commands commands,
            Queries queries,
            StepUpAuthentication stepUp,
            AvailableLanguages languages,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.stepUp = stepUp;
        this.languages = languages;
        this.clock = clock;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 503 {@code not-seen-yet} if the read models are late */
    public UserAccount find(UserId user) {
        return query(user).orElseThrow(Problem.NOT_SEEN_YET::toException);
    }

    private Optional<UserAccount> query(UserId user) {
        return queries.ask(new FindUser(user)).account();
    }

    /**
     * Changes what is given, in one commit, and returns the account with it.
     *
     * @param language of mails; one of the available ones
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-request} if neither is given, or if the
     *     language is not available
     */
    public UserAccount change(SessionCaller caller, @Nullable DisplayName name, @Nullable Language language) {
        if (name == null && language == null) {
            throw Problem.INVALID_REQUEST.toException().withFieldError("name", "is required unless language is given");
        }
        if (language != null) {
            languages.require(language);
        }
        var before = find(caller.user());
        var outcome = commands.send(new ChangeProfile(caller.user(), name, language));
        return outcome.written().answer(() -> query(caller.user()), () -> changed(before, name, language));
    }

    private UserAccount changed(UserAccount before, @Nullable DisplayName name, @Nullable Language language) {
        var now = clock.instant();
        var renamed = name == null ? before : before.withName(name, now);
        return language == null ? renamed : renamed.withLanguage(language, now);
    }

    /**
     * Erases the account. When this returns, no session of the user and no key of a tenant that only they owned is
     * accepted.
     *
     * @param password required unless the login is recent
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code step-up-required} or
     *     {@code invalid-credentials}, 503 {@code verifier-behind}
     */
    public void erase(TokenHolder caller, @Nullable Password password) {
        commands.sendAndAwaitApplied(
                caller instanceof SessionCaller active
                        ? new EraseUser(caller.user(), stepUp.require(active, password))
                        : new RepeatErasure(caller.user()));
    }
}
