package org.keyledger.gateway.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.CommitKey;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.messaging.ReadYourWrites;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.commit.FindCommit;
import org.keyledger.kernel.commit.FoundCommit.Recorded;

/** Creates once, however often the same {@code Idempotency-Key} comes. The ledger remembers; nothing else does. */
public final class IdempotentExecutor {

    private static final Duration REPEATABLE = Duration.ofHours(24);

    private final ServiceKeys keys;
    private final InProgressRequests requests;
    private final Queries queries;
    private final ReadYourWrites settling;
    private final RequestIdsFactory mints;
    private final Clock clock;

    IdempotentExecutor(
            ServiceKeys keys,
            InProgressRequests requests,
            Queries queries,
            ReadYourWrites settling,
            RequestIdsFactory mints,
            Clock clock) {
        this.keys = keys;
        this.requests = requests;
        this.queries = queries;
        this.settling = settling;
        this.mints = mints;
        this.clock = clock;
    }

    public <A> A create(IdempotentRequest attempt, IdempotentOperation<A> request) {
        if (attempt.key().isEmpty()) {
            return request.create(new CreationContext(mints.random(), Optional.empty()));
        }
        var key = new IdempotencyKeyMaterial(
                keys.key(Purpose.IDEMPOTENCY), attempt, attempt.key().get());
        try (var running = requests.begin(key.k())) {
            return run(attempt, key, request);
        }
    }

    private <A> A run(IdempotentRequest attempt, IdempotencyKeyMaterial key, IdempotentOperation<A> request) {
        var found = find(key);
        if (found.isPresent()) {
            return again(attempt, key, found.get(), request);
        }
        var mark = new IdempotencyFingerprint(clock.millis(), key.mark(attempt.body()));
        var mint = mints.derived(mark.millis(), key.dice());
        try {
            return request.create(new CreationContext(mint, Optional.of(new CommitKey(key.k(), mark.text()))));
        } catch (ProblemException refused) {
            return againAfter(refused, attempt, key, request);
        }
    }

    /** A refusal may be the shadow of our own success elsewhere: an address is taken, but by this very request. */
    private <A> A againAfter(
            ProblemException refused,
            IdempotentRequest attempt,
            IdempotencyKeyMaterial key,
            IdempotentOperation<A> request) {
        if (refused.problem() == Problem.NOT_APPLIED_YET || refused.problem() == Problem.NOT_SEEN_YET) {
            throw refused;
        }
        var found = find(key).orElseThrow(() -> refused);
        return again(attempt, key, found, request);
    }

    private Optional<Recorded> find(IdempotencyKeyMaterial key) {
        return queries.askAnyway(new FindCommit(key.k())).commit();
    }

    private <A> A again(
            IdempotentRequest attempt, IdempotencyKeyMaterial key, Recorded found, IdempotentOperation<A> request) {
        var mark = IdempotencyFingerprint.read(found.body()).orElseThrow(Problem.ALREADY_CREATED::found);
        if (!mark.hmac().equals(key.mark(attempt.body()))) {
            throw Problem.IDEMPOTENCY_MISMATCH.found();
        }
        var mint = mints.derived(mark.millis(), key.dice());
        if (clock.instant().isAfter(found.time().plus(REPEATABLE))) {
            throw Problem.ALREADY_CREATED.found().with("id", request.id(mint));
        }
        settling.repeats(found.last());
        return request.again(mint, found.last());
    }
}
