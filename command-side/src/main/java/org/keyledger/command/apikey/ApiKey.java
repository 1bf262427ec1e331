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
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantId;

/** Aggregate of one API key: created, rotated, revoked. */
final class ApiKey {

    @AggregateIdentifier
    private ApiKeyId id;

    private TenantId tenant;
    private Label label;
    private Scopes scopes;
    private Environment environment;
    private @Nullable IpAllowList ipAllow;
    private @Nullable RateLimit rateLimit;
    private Lifetime lifetime;

    /** Called by Axon, which then applies the stored events. */
    ApiKey() {}

    ApiKey(ApiKeyCreated beginning) {
        apply(beginning);
    }

    Decision rotate(RotateApiKey command, Instant now) {
        if (!command.tenant().equals(tenant)) {
            return refuse(Refusal.NO_SUCH_KEY); // do not reveal that another tenant has this key
        }
        if (!lifetime.canBeReplacedAt(now)) {
            return refuse(Refusal.KEY_ENDED);
        }
        apply(new ApiKeyRotated(id, command.successor().key(), now.plus(command.overlap())));
        return done();
    }

    /** The first event of the key that replaces this one. */
    ApiKeyCreated successor(RotateApiKey command) {
        var successor = command.successor();
        return new ApiKeyCreated(
                successor.key(),
                tenant,
                command.creator().user(),
                label,
                scopes,
                environment,
                successor.prefix(),
                successor.lastFour(),
                successor.secret(),
                lifetime.expiresAt(),
                id,
                ipAllow,
                rateLimit);
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

    @EventSourcingHandler
    void on(ApiKeyCreated event) {
        id = event.key();
        tenant = event.tenant();
        label = event.label();
        scopes = event.scopes();
        environment = event.environment();
        ipAllow = event.ipAllow();
        rateLimit = event.rateLimit();
        lifetime = Lifetime.until(event.expiresAt());
    }

    @EventSourcingHandler
    void on(ApiKeyRotated event) {
        lifetime = lifetime.replacedFrom(event.refusedFrom());
    }

    @EventSourcingHandler
    void on(ApiKeyRevoked event) {
        lifetime = lifetime.end();
    }
}
