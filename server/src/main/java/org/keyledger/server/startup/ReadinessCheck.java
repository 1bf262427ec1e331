package org.keyledger.server.startup;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyledger.gateway.health.Readiness;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ReadModels;

/**
 * Checks readiness: whether read models and verifier have applied all events that are in the ledger at the time of the
 * check. The state of Kafka is in the detail only.
 */
final class ReadinessCheck implements Readiness {

    private static final Duration VERIFIER_TIMEOUT = Duration.ofMillis(250);

    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final ReadModels models;
    private final CredentialVerifier verifier;
    private final MessagingHealth messaging;

    ReadinessCheck(
            Ledger ledger,
            LedgerAxonAdapter axon,
            ReadModels models,
            CredentialVerifier verifier,
            MessagingHealth messaging) {
        this.ledger = ledger;
        this.axon = axon;
        this.models = models;
        this.verifier = verifier;
        this.messaging = messaging;
    }

    @Override
    public State state() {
        try {
            return state(ledger.nextPosition());
        } catch (StoreUnavailableException e) {
            return new State(false, Map.of("ledger", "store unavailable"));
        }
    }

    private State state(Position next) {
        var detail = new TreeMap<String, String>();
        var ready = tail(detail) & projections(next, detail) & verifier(next, detail);
        messaging.addTo(detail);
        return new State(ready, detail);
    }

    private boolean tail(Map<String, String> detail) {
        var tail = axon.tailStatus();
        detail.put("ledger", tail.error().orElse("ok"));
        return !tail.stopped();
    }

    /** What of the read models is damaged, and the remedy; empty if nothing was found. */
    Optional<String> damage() {
        return models.damage();
    }

    private boolean projections(Position next, Map<String, String> detail) {
        var damage = damage();
        if (damage.isPresent()) {
            detail.put("projections", damage.get());
            return false;
        }
        var applied = next.equals(Position.FIRST) || models.progress().awaitPosition(next.value() - 1);
        detail.put("projections", applied ? "ok" : "at " + models.nextPosition() + " of " + next);
        return applied;
    }

    private boolean verifier(Position next, Map<String, String> detail) {
        var applied = verifier.awaitEnforced(next.value() - 1, VERIFIER_TIMEOUT);
        detail.put("verifier", applied ? "ok" : "behind " + next);
        return applied;
    }
}
