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
import org.keyledger.query.lastused.Sightings;

/** Answers from memory; with nothing while memory cannot be trusted. */
final class LedgerVerifier implements CredentialVerifier {

    private final Memory memory;
    private final Reached reached;
    private final Confidence confidence;
    private final Sightings sightings;
    private final Clock clock;

    LedgerVerifier(Memory memory, Reached reached, Confidence confidence, Sightings sightings, Clock clock) {
        this.memory = memory;
        this.reached = reached;
        this.confidence = confidence;
        this.sightings = sightings;
        this.clock = clock;
    }

    @Override
    public Optional<ActiveApiKey> key(KeyPrefix prefix, Digest secret) {
        return confidence.isTrusted()
                ? Optional.ofNullable(memory.key(prefix, secret, clock.instant()))
                : Optional.empty();
    }

    @Override
    public Optional<ActiveSession> session(SessionId session) {
        return confidence.isTrusted()
                ? Optional.ofNullable(memory.session(session, clock.instant()))
                : Optional.empty();
    }

    @Override
    public void used(ApiKeyId key) {
        sightings.seen(key, clock.instant());
    }

    @Override
    public void used(SessionId session) {
        sightings.seen(session, clock.instant());
    }

    @Override
    public boolean applied(long position, Duration atMost) {
        try {
            return reached.await(position, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
