package org.keyledger.gateway.messaging;

import java.time.Duration;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.commit.AwaitPosition;

/** Waits until what was written is seen, or in force. */
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

    /** Whether the read models hold it; the verifier is waited for too, so that a new key or token works at once. */
    public boolean awaitProjected(long position) {
        if (position == NO_POSITION) {
            return true;
        }
        return awaitViews(position) & verifier.awaitEnforced(position, PROJECTION_TIMEOUT);
    }

    /** What was written stays written, even where nobody can tell any more whether it is seen. */
    private boolean awaitViews(long position) {
        try {
            return queries.askUnpositioned(new AwaitPosition(position));
        } catch (ProblemException e) {
            return false;
        }
    }

    /** Answers when no verifier accepts any more what ended at this position. */
    public void awaitEnforced(long position) {
        if (position != NO_POSITION && !verifier.awaitEnforced(position, ENFORCEMENT_TIMEOUT)) {
            throw Problem.NOT_APPLIED_YET.toException();
        }
    }

    /** A repeated request answers with the position of the first. */
    public void recordReplayed(long position) {
        RequestContext.current().recordWrite(position);
    }
}
