package org.keyledger.gateway;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.util.List;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.passkey.PasskeyCommand;
import org.keyledger.kernel.passkey.PasskeyCommand.RegisterPasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RemovePasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RenamePasskey;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.PasskeyListing;

/** The commands to passkeys of the {@link FakeCommandBus}. */
final class FakePasskeyHandlers {

    private final FakeBackend backend;

    FakePasskeyHandlers(FakeBackend backend) {
        this.backend = backend;
    }

    Decision decide(PasskeyCommand command) {
        var user = command.by().user();
        if (command instanceof RegisterPasskey it) {
            var added = it.passkey();
            var state = added.state();
            backend.addPasskey(
                    user,
                    new PasskeyListing(
                            added.id(),
                            added.credential(),
                            added.name(),
                            state.backupEligible(),
                            state.backedUp(),
                            backend.now(),
                            null));
            return done();
        }
        var all = backend.passkeys.getOrDefault(user, List.of());
        if (command instanceof RenamePasskey it && has(all, it.passkey())) {
            backend.passkeys.put(
                    user,
                    all.stream()
                            .map(one -> one.id().equals(it.passkey()) ? one.withName(it.name()) : one)
                            .toList());
            return done();
        }
        if (command instanceof RemovePasskey it && has(all, it.passkey())) {
            backend.passkeys.put(
                    user,
                    all.stream().filter(one -> !one.id().equals(it.passkey())).toList());
            return done();
        }
        return refuse(Refusal.NO_SUCH_PASSKEY);
    }

    private static boolean has(List<PasskeyListing> all, PasskeyId id) {
        return all.stream().anyMatch(one -> one.id().equals(id));
    }
}
