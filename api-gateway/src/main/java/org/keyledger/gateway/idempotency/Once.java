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
import org.keyledger.kernel.Keys;
import org.keyledger.kernel.Keys.Purpose;
import org.keyledger.kernel.commit.FindCommit;
import org.keyledger.kernel.commit.FoundCommit.Recorded;

/** Creates once, however often the same {@code Idempotency-Key} comes. The ledger remembers; nothing else does. */
public final class Once {

    private static final Duration REPEATABLE = Duration.ofHours(24);

    private final Keys keys;
    private final RunningRequests requests;
    private final Queries queries;
    private final ReadYourWrites settling;
    private final RequestIdsFactory mints;
    private final Clock clock;

    Once(
            Keys keys,
            RunningRequests requests,
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

    public <A> A create(Attempt attempt, Repeatable<A> request) {
        if (attempt.key().isEmpty()) {
            return request.create(new Creation(mints.random(), Optional.empty()));
        }
        var key = new RequestKey(
                keys.key(Purpose.IDEMPOTENCY), attempt, attempt.key().get());
        try (var running = requests.begin(key.k())) {
            return run(attempt, key, request);
        }
    }

    private <A> A run(Attempt attempt, RequestKey key, Repeatable<A> request) {
        var found = find(key);
        if (found.isPresent()) {
            return again(attempt, key, found.get(), request);
        }
        var mark = new BodyMark(clock.millis(), key.mark(attempt.body()));
        var mint = mints.derived(mark.millis(), key.dice());
        try {
            return request.create(new Creation(mint, Optional.of(new CommitKey(key.k(), mark.text()))));
        } catch (ProblemException refused) {
            return againAfter(refused, attempt, key, request);
        }
    }

    /** A refusal may be the shadow of our own success elsewhere: an address is taken, but by this very request. */
    private <A> A againAfter(ProblemException refused, Attempt attempt, RequestKey key, Repeatable<A> request) {
        if (refused.problem() == Problem.NOT_APPLIED_YET || refused.problem() == Problem.NOT_SEEN_YET) {
            throw refused;
        }
        var found = find(key).orElseThrow(() -> refused);
        return again(attempt, key, found, request);
    }

    private Optional<Recorded> find(RequestKey key) {
        return queries.askAnyway(new FindCommit(key.k())).commit();
    }

    private <A> A again(Attempt attempt, RequestKey key, Recorded found, Repeatable<A> request) {
        var mark = BodyMark.read(found.body()).orElseThrow(Problem.ALREADY_CREATED::found);
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
