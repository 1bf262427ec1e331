package org.keyledger.query.verifier;

import java.time.Clock;
import java.time.Duration;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Verification;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.query.lastused.LastUsedTracker;

/** Verifies keys and sessions from memory; every result is unknown while the memory is behind the ledger. */
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
    public Verification<ActiveApiKey> findActiveKey(KeyPrefix prefix, Digest secret) {
        return freshness.isTrusted()
                ? Verification.of(state.findApiKey(prefix, secret, clock.instant()))
                : new Verification.Unknown<>();
    }

    @Override
    public Verification<ActiveSigningKey> findActiveSigningKey(ApiKeyId key) {
        return freshness.isTrusted()
                ? Verification.of(state.findSigningKey(key, clock.instant()))
                : new Verification.Unknown<>();
    }

    @Override
    public Verification<ActiveSession> findActiveSession(SessionId session) {
        return freshness.isTrusted()
                ? Verification.of(state.findSession(session, clock.instant()))
                : new Verification.Unknown<>();
    }

    @Override
    public boolean isCurrent() {
        return freshness.isTrusted();
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
