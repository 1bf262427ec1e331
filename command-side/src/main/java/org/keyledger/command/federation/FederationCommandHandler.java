package org.keyledger.command.federation;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import org.axonframework.commandhandling.CommandHandler;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.command.user.ProvedAddresses;
import org.keyledger.command.user.WaysIn;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.federation.FederationCommand.LinkIdentity;
import org.keyledger.kernel.federation.FederationCommand.LinkVerifiedIdentity;
import org.keyledger.kernel.federation.FederationCommand.UnlinkIdentity;
import org.keyledger.kernel.federation.FederationEvent.Reason;
import org.keyledger.kernel.session.AuthenticatedSession;

/** Handles the commands to linked identities. Each locks the user before the identities. */
final class FederationCommandHandler {

    private final Federation federation;
    private final SessionValidator sessionValidator;
    private final ProvedAddresses addresses;
    private final WaysIn waysIn;

    FederationCommandHandler(
            Federation federation, SessionValidator sessionValidator, ProvedAddresses addresses, WaysIn waysIn) {
        this.federation = federation;
        this.sessionValidator = sessionValidator;
        this.addresses = addresses;
        this.waysIn = waysIn;
    }

    @CommandHandler
    Decision handle(LinkIdentity command) throws Exception {
        return isSignedIn(command.by())
                ? federation.link(command.user(), command.identity())
                : refuse(Refusal.SIGNED_OUT);
    }

    @CommandHandler
    Decision handle(LinkVerifiedIdentity command) throws Exception {
        return addresses.isProved(command.user(), command.email())
                ? federation.link(command.user(), command.identity())
                : refuse(Refusal.OWNERSHIP_NOT_PROVED);
    }

    @CommandHandler
    Decision handle(UnlinkIdentity command) {
        if (!isSignedIn(command.by())) {
            return refuse(Refusal.SIGNED_OUT);
        }
        if (!federation.isLinked(command.user(), command.provider())) {
            return refuse(Refusal.NO_SUCH_IDENTITY);
        }
        if (waysIn.count(command.user(), command.mailedLink()) <= 1) {
            return refuse(Refusal.LAST_WAY_IN);
        }
        federation.unlink(command.user(), command.provider(), Reason.REQUESTED);
        return done();
    }

    private boolean isSignedIn(AuthenticatedSession by) {
        return sessionValidator.isSessionValid(by.user(), by.credential(), by.session());
    }
}
