package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.user.UserCommand;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Accepts the tokens of verification links, for the endpoint, for the link itself and for the page of a change. */
final class EmailVerification {

    private final Commands commands;
    private final Queries queries;
    private final VerificationLinks links;
    private final RequestIdsFactory idsFactory;
    private final SpentTokens spentTokens;

    EmailVerification(
            Commands commands,
            Queries queries,
            VerificationLinks links,
            RequestIdsFactory idsFactory,
            SpentTokens spentTokens) {
        this.commands = commands;
        this.queries = queries;
        this.links = links;
        this.idsFactory = idsFactory;
        this.spentTokens = spentTokens;
    }

    /**
     * Verifies the address of a sign-up or of a change and returns its user.
     *
     * @throws ProblemException 400 {@code invalid-token} for every invalid token
     */
    UserId accept(String text) {
        return send(text, verify(text).or(() -> change(text)));
    }

    /** The same for a sign-up only. */
    UserId acceptSignUp(String text) {
        return send(text, verify(text));
    }

    /** The same for a change only. */
    UserId acceptChange(String text) {
        return send(text, change(text));
    }

    /** Whether this service created the token for a change of address. */
    boolean isOfChange(String text) {
        return links.checkChange(text).isPresent();
    }

    private UserId send(String text, Optional<UserCommand> authentic) {
        var token = Digest.of(text);
        var command =
                authentic.filter(it -> !spentTokens.contains(token)).orElseThrow(Problem.INVALID_TOKEN::toException);
        try {
            commands.actingAs(command.user()).send(command);
        } catch (ProblemException e) {
            if (e.problem() == Problem.INVALID_TOKEN) {
                spentTokens.add(token);
            }
            throw e.problem() == Problem.UNAUTHENTICATED ? Problem.INVALID_TOKEN.toException() : e;
        }
        return command.user();
    }

    /** Whether this service created the token for a sign-up and the user's address is verified by now. */
    boolean isDone(String text) {
        return links.check(text)
                .flatMap(token -> queries.ask(new FindUser(token.user())).account())
                .filter(user -> user.emailVerifiedAt() != null)
                .isPresent();
    }

    private Optional<UserCommand> verify(String text) {
        return links.check(text).map(it -> new VerifyEmail(it.user(), it.request(), it.digest()));
    }

    private Optional<UserCommand> change(String text) {
        return links.checkChange(text)
                .map(it -> new ConfirmEmailChange(
                        it.user(),
                        it.request(),
                        it.digest(),
                        links.undo(it.user(), it.request()),
                        idsFactory.random().claim(it.request())));
    }
}
