package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.UserCommand;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Accepts the token of a verification link, for the endpoint and for the link itself. */
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
     * Verifies the address and returns its user.
     *
     * @param session the session that the request carries
     * @throws ProblemException 400 {@code invalid-token} for every invalid token
     */
    UserId accept(String text, Optional<AuthenticatedSession> session) {
        var token = Digest.of(text);
        var command = verify(text, session)
                .or(() -> change(text, session))
                .filter(it -> !spentTokens.contains(token))
                .orElseThrow(Problem.INVALID_TOKEN::toException);
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

    private Optional<UserCommand> verify(String text, Optional<AuthenticatedSession> session) {
        return links.check(text).map(it -> new VerifyEmail(it.user(), it.request(), it.digest(), session.orElse(null)));
    }

    private Optional<UserCommand> change(String text, Optional<AuthenticatedSession> session) {
        return links.checkChange(text)
                .map(it -> new ConfirmEmailChange(
                        it.user(),
                        it.request(),
                        it.digest(),
                        idsFactory.random().claim(),
                        session.orElse(null)));
    }
}
