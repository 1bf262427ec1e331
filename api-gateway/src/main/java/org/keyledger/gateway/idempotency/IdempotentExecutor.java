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
import org.keyledger.kernel.session.SessionId;

/**
 * Creates a resource once per {@code Idempotency-Key}. The commit in the ledger is the only record of the first
 * request.
 */
public final class IdempotentExecutor {

    /** How long a repeated request gets the response of the first; later it is 409 {@code already-created}. */
    private static final Duration REPLAY_PERIOD = Duration.ofHours(24);

    private static final Duration REPLAY_PERIOD_WITHOUT_KEY = Duration.ofMinutes(10);
    /** No header can contain a line feed. */
    private static final String KEY_OF_SESSION = "session\n";

    private final ServiceKeys keys;
    private final InProgressRequests inProgress;
    private final Queries queries;
    private final ReadYourWrites readYourWrites;
    private final RequestIdsFactory idsFactory;
    private final Clock clock;

    IdempotentExecutor(
            ServiceKeys keys,
            InProgressRequests inProgress,
            Queries queries,
            ReadYourWrites readYourWrites,
            RequestIdsFactory idsFactory,
            Clock clock) {
        this.keys = keys;
        this.inProgress = inProgress;
        this.queries = queries;
        this.readYourWrites = readYourWrites;
        this.idsFactory = idsFactory;
        this.clock = clock;
    }

    /**
     * Runs the operation, or replays its response if a request with the same key was committed before.
     *
     * @throws ProblemException 409 {@code in-progress} or {@code already-created}, 422 {@code idempotency-mismatch}
     */
    public <A> A create(IdempotentRequest idempotentRequest, IdempotentOperation<A> operation) {
        if (idempotentRequest.key().isEmpty()) {
            return operation.create(new CreationContext(idsFactory.random(), Optional.empty()));
        }
        var key = new IdempotencyKeyMaterial(
                keys.key(Purpose.IDEMPOTENCY),
                idempotentRequest,
                idempotentRequest.key().get());
        try (var running = inProgress.acquire(key.commitKey())) {
            return run(idempotentRequest, key, operation);
        }
    }

    /**
     * As {@link #create}; without an {@code Idempotency-Key}, a request that got 503 {@code verifier-behind} can be repeated
     * by the same session with the same body for 10 minutes. For an operation that succeeds once only.
     */
    public <A> A createRepeatable(
            IdempotentRequest idempotentRequest, SessionId session, IdempotentOperation<A> operation) {
        if (idempotentRequest.key().isPresent()) {
            return create(idempotentRequest, operation);
        }
        var request = idempotentRequest.withKey(KEY_OF_SESSION + session);
        var key = new IdempotencyKeyMaterial(
                keys.key(Purpose.IDEMPOTENCY), request, request.key().orElseThrow());
        try (var running = inProgress.acquire(key.commitKey())) {
            var found = find(key).filter(it -> isRepeatable(it, key, request));
            return found.isPresent() ? replay(request, key, found.get(), operation) : attempt(request, key, operation);
        } catch (ProblemException e) {
            if (e.problem() == Problem.VERIFIER_BEHIND) {
                inProgress.markUnanswered(key.commitKey(), REPLAY_PERIOD_WITHOUT_KEY);
            }
            throw e;
        }
    }

    private boolean isRepeatable(Recorded found, IdempotencyKeyMaterial key, IdempotentRequest request) {
        return !clock.instant().isAfter(found.time().plus(REPLAY_PERIOD_WITHOUT_KEY))
                && inProgress.isUnanswered(key.commitKey())
                && IdempotencyFingerprint.read(found.fingerprint())
                        .filter(it -> it.hmac().equals(key.fingerprint(request.body())))
                        .isPresent();
    }

    private <A> A attempt(
            IdempotentRequest idempotentRequest, IdempotencyKeyMaterial key, IdempotentOperation<A> operation) {
        var fingerprint = new IdempotencyFingerprint(clock.millis(), key.fingerprint(idempotentRequest.body()));
        var ids = idsFactory.derived(fingerprint.millis(), key.randomSource());
        return operation.create(
                new CreationContext(ids, Optional.of(new CommitKey(key.commitKey(), fingerprint.text()))));
    }

    private <A> A run(
            IdempotentRequest idempotentRequest, IdempotencyKeyMaterial key, IdempotentOperation<A> operation) {
        var found = find(key);
        if (found.isPresent()) {
            return replay(idempotentRequest, key, found.get(), operation);
        }
        try {
            return attempt(idempotentRequest, key, operation);
        } catch (ProblemException refused) {
            return replayAfter(refused, idempotentRequest, key, operation);
        }
    }

    /** A refusal can be caused by this request's own commit on another node, for example {@code email-taken}. */
    private <A> A replayAfter(
            ProblemException refused,
            IdempotentRequest idempotentRequest,
            IdempotencyKeyMaterial key,
            IdempotentOperation<A> operation) {
        if (refused.problem() == Problem.VERIFIER_BEHIND || refused.problem() == Problem.NOT_SEEN_YET) {
            throw refused;
        }
        var found = find(key).orElseThrow(() -> refused);
        return replay(idempotentRequest, key, found, operation);
    }

    private Optional<Recorded> find(IdempotencyKeyMaterial key) {
        return queries.askUnpositioned(new FindCommit(key.commitKey())).commit();
    }

    private <A> A replay(
            IdempotentRequest idempotentRequest,
            IdempotencyKeyMaterial key,
            Recorded found,
            IdempotentOperation<A> operation) {
        var fingerprint =
                IdempotencyFingerprint.read(found.fingerprint()).orElseThrow(Problem.ALREADY_CREATED::toException);
        if (!fingerprint.hmac().equals(key.fingerprint(idempotentRequest.body()))) {
            throw Problem.IDEMPOTENCY_MISMATCH.toException();
        }
        var ids = idsFactory.derived(fingerprint.millis(), key.randomSource());
        if (clock.instant().isAfter(found.time().plus(REPLAY_PERIOD))) {
            throw Problem.ALREADY_CREATED.toException().withMember("id", operation.id(ids));
        }
        return operation.replay(
                new Replay(ids, found.time(), found.lastPosition(), readYourWrites.replay(found.lastPosition())));
    }
}
