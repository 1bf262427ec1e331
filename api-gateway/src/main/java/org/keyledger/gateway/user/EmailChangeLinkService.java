package org.keyledger.gateway.user;

import java.util.Optional;
import java.util.function.Consumer;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;

/** Uses the links that are mailed about a change of address. */
public final class EmailChangeLinkService {

    private final Commands commands;
    private final Queries queries;
    private final VerificationLinks links;
    private final EmailVerification emailVerification;
    private final RequestIdsFactory idsFactory;
    private final SpentTokens spentTokens;

    EmailChangeLinkService(
            Commands commands,
            Queries queries,
            VerificationLinks links,
            EmailVerification emailVerification,
            RequestIdsFactory idsFactory,
            SpentTokens spentTokens) {
        this.commands = commands;
        this.queries = queries;
        this.links = links;
        this.emailVerification = emailVerification;
        this.idsFactory = idsFactory;
        this.spentTokens = spentTokens;
    }

    /** The link with this token, for the cookie of opened links; empty if this service did not create it. */
    public Optional<LinkToken> findConfirmation(String text) {
        return links.checkChange(text);
    }

    public boolean canConfirm(String text) {
        return isPending(Purpose.CHANGE_EMAIL, MailKind.CHANGE_EMAIL, text);
    }

    /** True for the link of an older mail too: it cancels the change that is pending. */
    public boolean canCancel(String text) {
        return links.check(Purpose.CANCEL_EMAIL_CHANGE, text).isPresent();
    }

    public boolean canUndo(String text) {
        return isPending(Purpose.UNDO_EMAIL_CHANGE, MailKind.EMAIL_CHANGED, text);
    }

    private boolean isPending(Purpose purpose, MailKind kind, String text) {
        return links.check(purpose, text)
                .filter(token -> !spentTokens.contains(token.digest()))
                .flatMap(token -> queries.ask(new FindMailToSend(token.user(), token.request(), kind))
                        .mail())
                .isPresent();
    }

    /**
     * @param session the session that the request carries
     * @throws ProblemException 400 {@code invalid-token}
     */
    public void confirm(String text, Optional<AuthenticatedSession> session) {
        emailVerification.acceptChange(text, session);
    }

    /**
     * Does nothing if the change was cancelled before.
     *
     * @throws ProblemException 400 {@code invalid-token}, also after the address was changed
     */
    public void cancel(String text) {
        use(
                Purpose.CANCEL_EMAIL_CHANGE,
                text,
                token -> commands.actingAs(RequestActor.mailedLink(token.user()))
                        .send(new CancelEmailChange(token.user(), token.request(), token.digest())));
    }

    /**
     * When this returns, every session has ended. Does nothing if the change was undone before.
     *
     * @throws ProblemException 400 {@code invalid-token}
     */
    public void undo(String text) {
        use(
                Purpose.UNDO_EMAIL_CHANGE,
                text,
                token -> commands.actingAs(RequestActor.mailedLink(token.user()))
                        .sendAndAwaitApplied(new UndoEmailChange(
                                token.user(),
                                token.request(),
                                token.digest(),
                                idsFactory.random().claim(token.request()))));
    }

    private void use(Purpose purpose, String text, Consumer<LinkToken> send) {
        var token = links.check(purpose, text)
                .filter(it -> !spentTokens.contains(it.digest()))
                .orElseThrow(Problem.INVALID_TOKEN::toException);
        try {
            send.accept(token);
        } catch (ProblemException e) {
            if (e.problem() == Problem.INVALID_TOKEN) {
                spentTokens.add(token.digest());
            }
            throw e;
        }
    }
}
