package org.keyledger.command.erasure;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.MetaData;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.epoch.LedgerReopened;

/**
 * Repeats erasures after a restore. A restored ledger may have lost the erasure of a user whose key is destroyed; the
 * vault still lists the destroyed key, and the user is erased again.
 */
final class ErasureReapplier {

    private final Vault vault;
    private final CommandBus commands;

    ErasureReapplier(Vault vault, CommandBus commands) {
        this.vault = vault;
        this.commands = commands;
    }

    @EventHandler
    void on(LedgerReopened event, MetaData cause) {
        vault.destroyedSubjects().keySet().stream()
                .flatMap(subject -> parseUserId(subject).stream())
                .forEach(user -> erase(user, metadata(cause)));
    }

    /** Empty for subjects that are not users: tenants and days. */
    private static Optional<UserId> parseUserId(String subject) {
        try {
            return Optional.of(UserId.parse(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The service itself acts, in the request that caused the event, if there was one. */
    private static MetaData metadata(MetaData cause) {
        return MetaData.from(Actor.system().metadata()).mergedWith(cause.subset(RequestMetadata.CORRELATION));
    }

    /** Runs in a unit of work of its own, so that it is committed before this event counts as handled. */
    private void erase(UserId user, MetaData metadata) {
        var callback = new FutureCallback<Object, Object>();
        var command = GenericCommandMessage.asCommandMessage(new EraseUser(user, null))
                .withMetaData(metadata);
        CompletableFuture.runAsync(() -> commands.dispatch(command, callback)).join();
        var result = callback.getResult();
        if (result.isExceptional()) {
            throw new IllegalStateException("Could not repeat erasure of user " + user, result.exceptionResult());
        }
    }
}
