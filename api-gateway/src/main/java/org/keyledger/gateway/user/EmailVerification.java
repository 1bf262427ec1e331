package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Commands.Outcome;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.FoundUser;
import org.keyledger.kernel.user.UserCommand;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Accepts the tokens of verification links, for the endpoints, for the link itself and for the page of a change. */
public final class EmailVerification {

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
     * Verifies the address of a sign-up or of a change and returns it. A link for a sign-up may be used again until it
     * expires, without an effect.
     *
     * @param session the session that the request carries
     * @throws ProblemException 400 {@code invalid-token} for every invalid token
     */
    public EmailAddress accept(String text, Optional<AuthenticatedSession> session) {
        var command = requireUnspent(text, verify(text, session).or(() -> change(text, session)));
        var mailedTo = findAddress(command);
        return send(text, command)
                .written()
                .answer(
                        () -> toAddress(queries.ask(new FindUser(command.user()))),
                        () -> mailedTo.orElseThrow(Problem.NOT_SEEN_YET::toException));
    }

    /** The same for a sign-up only. Returns false if the address was verified before. */
    public boolean acceptSignUp(String text, Optional<AuthenticatedSession> session) {
        return !send(text, requireUnspent(text, verify(text, session))).changedNothing();
    }

    /** The same for a change only. */
    void acceptChange(String text, Optional<AuthenticatedSession> session) {
        send(text, requireUnspent(text, change(text, session)));
    }

    /** The link of a sign-up with this token; empty if this service did not create it. */
    public Optional<LinkToken> findSignUp(String text) {
        return links.check(text);
    }

    /** Whether this service created the token for a change of address. */
    public boolean isOfChange(String text) {
        return links.checkChange(text).isPresent();
    }

    /** Before the commit: the address that the link was mailed to, or the user's if the link was used before. */
    private Optional<EmailAddress> findAddress(UserCommand command) {
        var mail = command instanceof VerifyEmail verify
                ? new FindMailToSend(verify.user(), verify.request(), MailKind.VERIFY_EMAIL)
                : new FindMailToSend(command.user(), ((ConfirmEmailChange) command).request(), MailKind.CHANGE_EMAIL);
        return queries.askUnpositioned(mail)
                .mail()
                .map(Mail::to)
                .or(() -> toAddress(queries.askUnpositioned(new FindUser(command.user()))));
    }

    private static Optional<EmailAddress> toAddress(FoundUser found) {
        return found.account().map(account -> account.profile().email());
    }

    private UserCommand requireUnspent(String text, Optional<UserCommand> authentic) {
        return authentic
                .filter(it -> !spentTokens.contains(Digest.of(text)))
                .orElseThrow(Problem.INVALID_TOKEN::toException);
    }

    private Outcome send(String text, UserCommand command) {
        try {
            return commands.actingAs(RequestActor.mailedLink(command.user())).send(command);
        } catch (ProblemException e) {
            if (e.problem() == Problem.INVALID_TOKEN) {
                spentTokens.add(Digest.of(text));
            }
            throw e.problem() == Problem.UNAUTHENTICATED ? Problem.INVALID_TOKEN.toException() : e;
        }
    }

    /** Whether this service created the token for a sign-up and the user's address is verified by now. */
    public boolean isDone(String text) {
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
                        links.undo(it.user(), it.request()),
                        idsFactory.random().claim(it.request()),
                        session.orElse(null)));
    }
}
