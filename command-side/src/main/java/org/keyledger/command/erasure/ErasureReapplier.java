package org.keyledger.command.erasure;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.epoch.LedgerReopened;

/**
 * A ledger that was put back from a backup may have lost the erasure of somebody whose key is destroyed: the vault
 * remembers, and their account ends again.
 */
@ProcessingGroup(ErasureConfiguration.GROUP)
final class ErasureReapplier {

    private final Vault vault;
    private final CommandBus commands;

    ErasureReapplier(Vault vault, CommandBus commands) {
        this.vault = vault;
        this.commands = commands;
    }

    @EventHandler
    void on(LedgerReopened event) {
        vault.destroyedSubjects().keySet().stream()
                .flatMap(subject -> parseUserId(subject).stream())
                .forEach(this::erase);
    }

    /** Tenants and days are subjects too. */
    private static Optional<UserId> parseUserId(String subject) {
        try {
            return Optional.of(UserId.parse(subject));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In a unit of work of its own, so that it is committed before this event counts as handled. */
    private void erase(UserId user) {
        var answer = new FutureCallback<Object, Object>();
        var command = GenericCommandMessage.asCommandMessage(new EraseUser(user, null));
        CompletableFuture.runAsync(() -> commands.dispatch(command, answer)).join();
        var result = answer.getResult();
        if (result.isExceptional()) {
            throw new IllegalStateException("cannot erase user " + user + " again", result.exceptionResult());
        }
    }
}
