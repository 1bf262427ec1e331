package org.keyledger.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.epoch.LedgerAggregate;
import org.keyledger.ledger.epoch.LedgerAggregate.NamedEvent;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.keyledger.server.settings.InvalidConfigurationException;
import org.springframework.context.ApplicationContext;

/** Confirms suspended API keys on the decision of an operator. */
final class KeyConfirmation {

    private static final String ALL = "all";

    private final ApplicationContext context;
    private final CommandOutput output;
    private final LedgerStorage storage;

    /** @param context of {@link RestoreCommandConfiguration} */
    KeyConfirmation(ApplicationContext context, CommandOutput output) {
        this.context = context;
        this.output = output;
        this.storage = context.getBean(LedgerStorage.class);
    }

    /** @param keysOf {@code all}, or the id of a tenant */
    void run(String keysOf) {
        var tenant = keysOf.equals(ALL) ? null : requireTenant(keysOf);
        context.getBean(RollbackDetector.class).verifyAtStart(storage.ledger());
        var event = new KeysConfirmed(storage.ledger().identity().id(), tenant);
        new LedgerAggregate(
                        storage.ledger(),
                        context.getBean(Clock.class),
                        context.getBean(SecureRandom.class),
                        Actor.operator().metadata())
                .append(List.of(new NamedEvent(EventTypes.nameOf(event), event)));
        output.printOutcome(
                "The suspended API keys of %s are accepted again.",
                "{\"confirmed\":\"%s\"}", tenant == null ? "all tenants" : tenant);
    }

    private @Nullable TenantId requireTenant(String text) {
        try {
            var tenant = TenantId.parse(text);
            if (storage.ledger().lastSequence(tenant.toString()).isPresent()) {
                return tenant;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    "--confirm-keys must be all or a tenant id such as cust_0198…, was " + text);
        }
        throw new InvalidConfigurationException("the ledger has no tenant " + text);
    }
}
