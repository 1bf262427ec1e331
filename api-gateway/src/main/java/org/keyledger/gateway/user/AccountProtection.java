package org.keyledger.gateway.user;

import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserId;

/** Secures an account with the link in a security notice, because its owner did not do what the notice reports. */
public final class AccountProtection {

    private final Commands commands;
    private final RequestIdsFactory idsFactory;
    private final ServiceKeys keys;
    private final ExpiryClock expiryClock;

    AccountProtection(Commands commands, RequestIdsFactory idsFactory, ServiceKeys keys, ExpiryClock expiryClock) {
        this.commands = commands;
        this.idsFactory = idsFactory;
        this.keys = keys;
        this.expiryClock = expiryClock;
    }

    /** Whether the link of a notice has this token and still works. Has no effect. */
    public boolean canSecure(String text) {
        return findToken(text).isPresent();
    }

    private Optional<LinkToken> findToken(String text) {
        return LinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.NOT_ME, text)
                .filter(token -> expiryClock
                        .clock()
                        .instant()
                        .isBefore(token.request().requestedAt().plus(SecureAccount.WINDOW)));
    }

    /**
     * Ends every session and pending change, removes the ways to log in that were added lately, and sends a reset mail,
     * without which nobody can log in. When this returns, no session is accepted. Does nothing if the account was secured
     * after the event of the notice.
     *
     * @param revokeKeys whether the API keys end too
     * @throws ProblemException 400 {@code invalid-token}, 503 {@code verifier-behind} if the sessions may still be accepted
     */
    public void secure(String text, boolean revokeKeys) {
        var token = findToken(text).orElseThrow(Problem.INVALID_TOKEN::toException);
        try {
            commands.actingAs(RequestActor.mailedLink(token.user()))
                    .sendAndAwaitApplied(
                            new SecureAccount(token.user(), token.request(), revokeKeys, reset(token.user())));
        } catch (ProblemException e) {
            throw e.problem() == Problem.UNAUTHENTICATED ? Problem.INVALID_TOKEN.toException() : e; // erased meanwhile
        }
    }

    private LinkToSend reset(UserId user) {
        MailRequestId request = idsFactory.random().request();
        var token = LinkToken.create(keys.key(ServiceKeys.Purpose.LINK), Purpose.RESET_PASSWORD, user, request);
        return new LinkToSend(request, token.digest());
    }
}
