package org.keyledger.kernel;

import java.time.Duration;
import java.util.Optional;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;

/** Looks up active API keys and sessions in memory; the ledger's tail keeps that memory up to date. */
public interface CredentialVerifier {

    /** The key with this prefix if the secret matches and the key is accepted now; otherwise empty. */
    Optional<ActiveApiKey> findActiveKey(KeyPrefix prefix, Digest secret);

    /** The session if it is active now; otherwise empty. */
    Optional<ActiveSession> findActiveSession(SessionId session);

    /** Records that this key was used now. Telemetry: visible within two seconds, appends no event, never blocks. */
    void recordUse(ApiKeyId key);

    /** Records that this session was used now. Telemetry, as for keys. */
    void recordUse(SessionId session);

    /** Waits until every event up to and including this position is applied; false if the timeout elapses first. */
    boolean awaitEnforced(long position, Duration timeout);
}
