package org.keyledger.query.verifier;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.query.lastused.LastUsedTracker;

/** Answers from memory; with nothing while memory cannot be trusted. */
final class InMemoryVerifier implements CredentialVerifier {

    private final VerifierState memory;
    private final AppliedPosition reached;
    private final FreshnessGuard confidence;
    private final LastUsedTracker sightings;
    private final Clock clock;

    InMemoryVerifier(
            VerifierState memory,
            AppliedPosition reached,
            FreshnessGuard confidence,
            LastUsedTracker sightings,
            Clock clock) {
        this.memory = memory;
        this.reached = reached;
        this.confidence = confidence;
        this.sightings = sightings;
        this.clock = clock;
    }

    @Override
    public Optional<ActiveApiKey> findActiveKey(KeyPrefix prefix, Digest secret) {
        return confidence.isTrusted()
                ? Optional.ofNullable(memory.key(prefix, secret, clock.instant()))
                : Optional.empty();
    }

    @Override
    public Optional<ActiveSession> findActiveSession(SessionId session) {
        return confidence.isTrusted()
                ? Optional.ofNullable(memory.session(session, clock.instant()))
                : Optional.empty();
    }

    @Override
    public void recordUse(ApiKeyId key) {
        sightings.seen(key, clock.instant());
    }

    @Override
    public void recordUse(SessionId session) {
        sightings.seen(session, clock.instant());
    }

    @Override
    public boolean awaitEnforced(long position, Duration atMost) {
        try {
            return reached.await(position, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
