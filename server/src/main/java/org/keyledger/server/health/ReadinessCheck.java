package org.keyledger.server.health;

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
import org.keyledger.server.health.HealthReport.Part;
import org.keyledger.server.health.HealthReport.Status;

/**
 * Checks readiness: whether read models and verifier have applied all events that are in the ledger at the time of the
 * check. Kafka and its consumers do not change it.
 */
public final class ReadinessCheck implements Readiness {

    private static final Duration VERIFIER_TIMEOUT = Duration.ofMillis(250);

    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final ReadModels models;
    private final CredentialVerifier verifier;

    ReadinessCheck(Ledger ledger, LedgerAxonAdapter axon, ReadModels models, CredentialVerifier verifier) {
        this.ledger = ledger;
        this.axon = axon;
        this.models = models;
        this.verifier = verifier;
    }

    @Override
    public boolean isReady() {
        return parts().values().stream().noneMatch(part -> part.status() == Status.DOWN);
    }

    /** The parts without which requests cannot be handled, by name. */
    public Map<String, Part> parts() {
        try {
            return parts(ledger.nextPosition());
        } catch (StoreUnavailableException e) {
            return Map.of("ledger", Part.down("store unavailable"));
        }
    }

    private Map<String, Part> parts(Position next) {
        var parts = new TreeMap<String, Part>();
        parts.put("ledger", tail());
        parts.put("projections", projections(next));
        parts.put("verifier", verifier(next));
        return parts;
    }

    private Part tail() {
        var tail = axon.tailStatus();
        if (tail.stopped()) {
            return Part.down(tail.error().orElse("stopped"));
        }
        return tail.error().map(Part::degraded).orElseGet(() -> Part.up("ok"));
    }

    /** What of the read models is damaged, and the remedy; empty if nothing was found. */
    public Optional<String> damage() {
        return models.damage();
    }

    private Part projections(Position next) {
        var damage = damage();
        if (damage.isPresent()) {
            return Part.down(damage.get());
        }
        var applied = next.equals(Position.FIRST) || models.progress().awaitPosition(next.value() - 1);
        return applied ? Part.up("ok") : Part.down("at " + models.nextPosition() + " of " + next);
    }

    private Part verifier(Position next) {
        var applied = verifier.awaitEnforced(next.value() - 1, VERIFIER_TIMEOUT);
        if (!applied) {
            return Part.down("behind " + next);
        }
        return verifier.isCurrent() ? Part.up("ok") : Part.down("behind the head for more than 5 s");
    }
}
