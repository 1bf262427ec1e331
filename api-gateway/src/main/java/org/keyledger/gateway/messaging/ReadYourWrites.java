package org.keyledger.gateway.messaging;

import java.time.Duration;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.commit.AwaitPosition;

/** Waits until what was written is seen, or in force. */
public final class ReadYourWrites {

    static final long NOWHERE = -1;
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);
    private static final Duration IN_FORCE_WITHIN = Duration.ofSeconds(5);

    private final Queries queries;
    private final CredentialVerifier verifier;

    ReadYourWrites(Queries queries, CredentialVerifier verifier) {
        this.queries = queries;
        this.verifier = verifier;
    }

    /** Whether the read models hold it; the verifier is waited for too, so that a new key or token works at once. */
    public boolean seen(long position) {
        if (position == NOWHERE) {
            return true;
        }
        return viewsHold(position) & verifier.applied(position, SEEN_WITHIN);
    }

    /** What was written stays written, even where nobody can tell any more whether it is seen. */
    private boolean viewsHold(long position) {
        try {
            return queries.askAnyway(new AwaitPosition(position));
        } catch (ProblemException e) {
            return false;
        }
    }

    /** Answers when no verifier accepts any more what ended at this position. */
    public void inForce(long position) {
        if (position != NOWHERE && !verifier.applied(position, IN_FORCE_WITHIN)) {
            throw Problem.NOT_APPLIED_YET.found();
        }
    }

    /** A repeated request answers with the position of the first. */
    public void repeats(long position) {
        RequestContext.current().wrote(position);
    }
}
