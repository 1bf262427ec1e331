package org.keyledger.kernel;

import java.time.Duration;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;

/** Looks up active API keys and sessions in memory; the ledger's tail keeps that memory up to date. */
public interface CredentialVerifier {

    /** The key with this prefix; active if the secret matches and the key is accepted now. */
    Verification<ActiveApiKey> findActiveKey(KeyPrefix prefix, Digest secret);

    /** The signing key with this id; active if it is accepted now. Also for the tokens that it minted. */
    Verification<ActiveSigningKey> findActiveSigningKey(ApiKeyId key);

    /** The session; active if it is accepted now. */
    Verification<ActiveSession> findActiveSession(SessionId session);

    /**
     * Whether every event is applied that this node knew to be in the ledger at some time within the last 5 s; if not,
     * each verification is {@link Verification.Unknown}.
     */
    boolean isCurrent();

    /** Records that this key was used now. Telemetry: visible within two seconds, appends no event, never blocks. */
    void recordUse(ApiKeyId key);

    /** Records that this session was used now. Telemetry, as for keys. */
    void recordUse(SessionId session);

    /** Waits until every event up to and including this position is applied; false if the timeout elapses first. */
    boolean awaitEnforced(long position, Duration timeout);
}
