package org.keyledger.command.passkey;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import org.axonframework.commandhandling.CommandHandler;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.command.user.WaysIn;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.passkey.PasskeyCommand;
import org.keyledger.kernel.passkey.PasskeyCommand.RegisterPasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RemovePasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RenamePasskey;
import org.keyledger.kernel.passkey.PasskeyEvent.Reason;

/** Handles the commands to passkeys. Each locks the user before the passkeys. */
final class PasskeyCommandHandler {

    private final Passkeys passkeys;
    private final SessionValidator sessionValidator;
    private final WaysIn waysIn;

    PasskeyCommandHandler(Passkeys passkeys, SessionValidator sessionValidator, WaysIn waysIn) {
        this.passkeys = passkeys;
        this.sessionValidator = sessionValidator;
        this.waysIn = waysIn;
    }

    @CommandHandler
    Decision handle(RegisterPasskey command) throws Exception {
        return isSignedIn(command) ? passkeys.register(command) : refuse(Refusal.SIGNED_OUT);
    }

    @CommandHandler
    Decision handle(RenamePasskey command) {
        if (!isSignedIn(command)) {
            return refuse(Refusal.SIGNED_OUT);
        }
        return passkeys.find(command.by().user())
                .map(held -> held.invoke(it -> it.rename(command)))
                .orElse(refuse(Refusal.NO_SUCH_PASSKEY));
    }

    @CommandHandler
    Decision handle(RemovePasskey command) {
        if (!isSignedIn(command)) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var user = command.by().user();
        var held = passkeys.find(user)
                .filter(it -> it.invoke(all -> all.contains(command.passkey())))
                .orElse(null);
        if (held == null) {
            return refuse(Refusal.NO_SUCH_PASSKEY);
        }
        if (waysIn.count(user, command.mailedLink()) <= 1) {
            return refuse(Refusal.LAST_WAY_IN);
        }
        held.execute(it -> it.remove(command.passkey(), Reason.REQUESTED));
        return done();
    }

    private boolean isSignedIn(PasskeyCommand command) {
        var by = command.by();
        return sessionValidator.isSessionValid(by.user(), by.credential(), by.session());
    }
}
