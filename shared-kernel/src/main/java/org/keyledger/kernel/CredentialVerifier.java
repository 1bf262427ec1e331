package org.keyledger.kernel;

import java.time.Duration;
import java.util.Optional;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;

/** Tells in memory, fed by the ledger's tail, which keys and sessions are alive. */
public interface CredentialVerifier {

    /** The key behind this prefix if the secret is its own and it is accepted at this moment. */
    Optional<ActiveApiKey> findActiveKey(KeyPrefix prefix, Digest secret);

    /** The session if it is alive at this moment. */
    Optional<ActiveSession> findActiveSession(SessionId session);

    /** Notes that this key was let in just now. It is telemetry: shown within two seconds, no event, waits for nothing. */
    void recordUse(ApiKeyId key);

    /** Notes that this session was seen just now, likewise. */
    void recordUse(SessionId session);

    /** Waits until everything up to and including this position is applied; false if that took too long. */
    boolean awaitEnforced(long position, Duration timeout);
}
