package org.keyledger.gateway.messaging;

import java.time.Duration;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.commit.AwaitPosition;

/** Waits until a write is visible in the read models or enforced by the verifier. */
public final class ReadYourWrites {

    static final long NO_POSITION = -1;
    private static final Duration PROJECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ENFORCEMENT_TIMEOUT = Duration.ofSeconds(5);

    private final Queries queries;
    private final CredentialVerifier verifier;

    ReadYourWrites(Queries queries, CredentialVerifier verifier) {
        this.queries = queries;
        this.verifier = verifier;
    }

    /**
     * Waits up to 2 s until the read models and the verifier have processed a position. The verifier is included so
     * that a new key or token is accepted when the response is sent.
     *
     * @return false after the timeout
     */
    public boolean awaitProjected(long position) {
        if (position == NO_POSITION) {
            return true;
        }
        return awaitViews(position) & verifier.awaitEnforced(position, PROJECTION_TIMEOUT);
    }

    /** A failed query counts as a timeout, because the write is committed and must not fail. */
    private boolean awaitViews(long position) {
        try {
            return queries.askUnpositioned(new AwaitPosition(position));
        } catch (ProblemException e) {
            return false;
        }
    }

    /**
     * Waits up to 5 s until the verifier enforces all changes up to a position, such as a revocation.
     *
     * @throws ProblemException 503 {@code not-applied-yet} after the timeout
     */
    public void awaitEnforced(long position) {
        if (position != NO_POSITION && !verifier.awaitEnforced(position, ENFORCEMENT_TIMEOUT)) {
            throw Problem.NOT_APPLIED_YET.toException();
        }
    }

    /** Reports the position of the first request as that of the current, repeated one. */
    public void recordReplayed(long position) {
        RequestContext.current().recordWrite(position);
    }
}
