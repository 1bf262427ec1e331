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

/** Verifies keys and sessions from memory; refuses all of them while the memory is stale. */
final class InMemoryVerifier implements CredentialVerifier {

    private final VerifierState state;
    private final AppliedPosition appliedPosition;
    private final FreshnessGuard freshness;
    private final LastUsedTracker lastUsed;
    private final Clock clock;

    InMemoryVerifier(
            VerifierState state,
            AppliedPosition appliedPosition,
            FreshnessGuard freshness,
            LastUsedTracker lastUsed,
            Clock clock) {
        this.state = state;
        this.appliedPosition = appliedPosition;
        this.freshness = freshness;
        this.lastUsed = lastUsed;
        this.clock = clock;
    }

    @Override
    public Optional<ActiveApiKey> findActiveKey(KeyPrefix prefix, Digest secret) {
        return freshness.isTrusted()
                ? Optional.ofNullable(state.findApiKey(prefix, secret, clock.instant()))
                : Optional.empty();
    }

    @Override
    public Optional<ActiveSession> findActiveSession(SessionId session) {
        return freshness.isTrusted()
                ? Optional.ofNullable(state.findSession(session, clock.instant()))
                : Optional.empty();
    }

    @Override
    public void recordUse(ApiKeyId key) {
        lastUsed.record(key, clock.instant());
    }

    @Override
    public void recordUse(SessionId session) {
        lastUsed.record(session, clock.instant());
    }

    @Override
    public boolean awaitEnforced(long position, Duration timeout) {
        try {
            return appliedPosition.await(position, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
