package org.keyledger.gateway.messaging;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.commit.AwaitPosition;

/**
 * Answers a request after its write: waits until the write is visible or enforced, and never turns a committed write into
 * a failure because a read model is late.
 */
public final class ReadYourWrites {

    static final long NO_POSITION = -1;
    private static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ENFORCEMENT_TIMEOUT = Duration.ofSeconds(5);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Queries queries;
    private final CredentialVerifier verifier;
    private final LongSupplier nanoClock;

    ReadYourWrites(Queries queries, CredentialVerifier verifier) {
        this(queries, verifier, System::nanoTime);
    }

    /** @param nanoClock ticks in nanoseconds */
    ReadYourWrites(Queries queries, CredentialVerifier verifier, LongSupplier nanoClock) {
        this.queries = queries;
        this.verifier = verifier;
        this.nanoClock = nanoClock;
    }

    /**
     * Waits up to 2 s in total until the read models and the verifier have processed a position. The verifier is included
     * so that a new key or token is accepted when the response is sent.
     *
     * @return whether the read models have processed it
     */
    public boolean awaitVisible(long position) {
        if (position == NO_POSITION) {
            return true;
        }
        var started = nanoClock.getAsLong();
        var visible = awaitViews(position);
        var left = VISIBILITY_TIMEOUT.minusNanos(nanoClock.getAsLong() - started);
        verifier.awaitEnforced(position, left.isNegative() ? Duration.ZERO : left);
        return visible;
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
     * Waits up to 5 s until the verifier enforces all changes up to a position, such as a revocation. A repeated request
     * finds the change in the ledger and waits again.
     *
     * @throws ProblemException 503 {@code verifier-behind} after the timeout
     */
    public void awaitEnforced(long position) {
        if (position != NO_POSITION && !verifier.awaitEnforced(position, ENFORCEMENT_TIMEOUT)) {
            throw Problem.VERIFIER_BEHIND.toException(
                    "The change is committed, but not enforced here yet. Repeat the request to wait for it.");
        }
    }

    /** The result of an earlier request, reported as that of the current, repeated one. */
    public Written replay(long position) {
        RequestContext.current().recordWrite(position);
        return new Written(awaitVisible(position));
    }

    /**
     * A committed write.
     *
     * @param visible whether the read models have processed it
     */
    public record Written(boolean visible) {

        /**
         * The response: read from the read models if they show the write, otherwise built from what the request knows.
         *
         * @param read may be empty, or fail with a 503 because the read models are late or their store is unavailable
         */
        public <A> A answer(Supplier<Optional<A>> read, Supplier<A> own) {
            return (visible ? tryRead(read) : Optional.<A>empty()).orElseGet(own);
        }

        private static <A> Optional<A> tryRead(Supplier<Optional<A>> read) {
            try {
                return read.get();
            } catch (ProblemException e) {
                if (e.problem().status() != SERVICE_UNAVAILABLE) {
                    throw e;
                }
                return Optional.empty();
            }
        }
    }
}
