package org.keyledger.command.apikey;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyLifetime;
import org.keyledger.kernel.tenant.TenantId;

/** Aggregate of one API key: created, rotated, confirmed after a restore, revoked. */
final class ApiKey {

    @AggregateIdentifier
    private ApiKeyId id;

    private TenantId tenant;
    private ApiKeyGrant grant;
    private ApiKeyLifetime lifetime;

    /** Called by Axon, which then applies the stored events. */
    ApiKey() {}

    ApiKey(ApiKeyCreated created) {
        apply(created);
    }

    Decision rotate(RotateApiKey command, Instant now) {
        if (!command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY); // does not reveal that another tenant has this key
        }
        if (!lifetime.canBeReplacedAt(now)) {
            return refuse(Refusal.KEY_ENDED);
        }
        apply(new ApiKeyRotated(id, command.successor().key(), now.plus(command.overlap())));
        return done();
    }

    /** The event that creates the key that replaces this one. */
    ApiKeyCreated successor(RotateApiKey command) {
        var successor = command.successor();
        return new ApiKeyCreated(
                successor.key(),
                tenant,
                command.creator().user(),
                grant,
                successor.prefix(),
                successor.lastFour(),
                successor.secret(),
                id);
    }

    @CommandHandler
    Decision handle(RevokeApiKey command, Clock clock) {
        if (!command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (lifetime.isEndedAt(clock.instant())) {
            return noChange(); // revoking twice is not an error
        }
        apply(new ApiKeyRevoked(id));
        return done();
    }

    Decision confirm(ConfirmApiKey command, Instant now) {
        if (!command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY);
        }
        if (lifetime.isEndedAt(now)) {
            return refuse(Refusal.KEY_ENDED);
        }
        apply(new ApiKeyConfirmed(id));
        return done();
    }

    @EventSourcingHandler
    void on(ApiKeyCreated event) {
        id = event.key();
        tenant = event.tenant();
        grant = event.grant();
        lifetime = ApiKeyLifetime.until(grant.expiresAt());
    }

    @EventSourcingHandler
    void on(ApiKeyRotated event) {
        lifetime = lifetime.after(event);
    }

    @EventSourcingHandler
    void on(ApiKeyRevoked event) {
        lifetime = lifetime.after(event);
    }
}
