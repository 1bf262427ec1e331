package org.keyledger.gateway.signed;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.ledger.AtomicStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The families of refresh tokens, in the atomic store that all nodes share. A family without an entry is at its first
 * token, so that a mint writes none.
 */
public final class RefreshFamilyStore {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshFamilyStore.class);
    private static final String PREFIX = "signed-refresh:";
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int MAX_TRIES = 100;

    /** How much longer than its tokens an entry is kept, so that a clock set back by less revives none. */
    private static final Duration RETENTION = Duration.ofHours(2);

    private final AtomicStore store;
    private final ServiceKeys keys;
    private final SignedApiSettings settings;
    private final Clock clock;

    RefreshFamilyStore(AtomicStore store, ServiceKeys keys, SignedApiSettings settings, ExpiryClock expiryClock) {
        this.store = store;
        this.keys = keys;
        this.settings = settings;
        this.clock = expiryClock.clock();
    }

    /**
     * The generation that a family has reached.
     *
     * @param generation of the current token; 0 once the family has ended
     * @param issuedAt when the current token was issued, or the family ended
     */
    private record State(int generation, Instant issuedAt) {

        private static final int BYTES = Integer.BYTES + Long.BYTES;
        private static final int ENDED = 0;

        static State of(KeyRefreshToken token) {
            return new State(token.generation(), token.issuedAt());
        }

        static State read(byte[] bytes) {
            var fields = ByteBuffer.wrap(bytes);
            return new State(fields.getInt(), Instant.ofEpochMilli(fields.getLong()));
        }

        byte[] bytes() {
            return ByteBuffer.allocate(BYTES)
                    .putInt(generation)
                    .putLong(issuedAt.toEpochMilli())
                    .array();
        }
    }

    /** Empty unless this service issued the token and it has not expired. */
    Optional<KeyRefreshToken> check(String text) {
        var now = clock.instant();
        return KeyRefreshToken.check(keys.key(Purpose.REFRESH), text).filter(token -> now.isBefore(endOf(token)));
    }

    /** When the token expires unless it is replaced before. */
    private Instant endOf(KeyRefreshToken token) {
        var ofToken = token.issuedAt().plus(settings.refreshToken());
        var ofFamily = token.familyStartedAt().plus(settings.refreshFamily());
        return ofToken.isBefore(ofFamily) ? ofToken : ofFamily;
    }

    /** A refresh token that was not replaced. Whether its key is active is not checked here. */
    public record CurrentToken(ApiKeyId key, Instant issuedAt, Instant expiresAt) {}

    /** Empty unless the text is the newest token of a family that has not ended. */
    public Optional<CurrentToken> findCurrent(String text) {
        return check(text)
                .filter(token -> find(token).map(State.of(token)::equals).orElse(isFirst(token)))
                .map(token -> new CurrentToken(token.key(), token.issuedAt(), endOf(token)));
    }

    /**
     * Replaces the token. Within 10 s after a token was replaced it gets the same successor again; later its use ends the
     * family.
     *
     * @return the successor; empty if the family has ended
     */
    Optional<KeyRefreshToken> rotate(KeyRefreshToken token) {
        for (var tries = 0; tries < MAX_TRIES; tries++) {
            var present = find(token);
            var state = present.orElse(State.of(token));
            if (state.generation() == State.ENDED || (present.isEmpty() && !isFirst(token))) {
                return Optional.empty(); // without an entry: lost in a crash, so that no later token is accepted
            }
            var now = clock.instant();
            if (state.generation() == token.generation() + 1 && isInGrace(state, now)) {
                return Optional.of(token.next(keys.key(Purpose.REFRESH), state.issuedAt()));
            }
            if (state.generation() != token.generation()) {
                if (replace(token, present, new State(State.ENDED, now))) {
                    LOG.warn("Refresh token of signing key {} was used again, its family has ended", token.key());
                    return Optional.empty();
                }
            } else {
                var successor = token.next(keys.key(Purpose.REFRESH), now);
                if (replace(token, present, State.of(successor))) {
                    return Optional.of(successor);
                }
            }
        }
        throw Problem.OVERLOADED.toException();
    }

    private static boolean isFirst(KeyRefreshToken token) {
        return token.generation() == KeyRefreshToken.FIRST_GENERATION;
    }

    /** The absolute difference, so that a clock that was set back does not extend the grace. */
    private static boolean isInGrace(State state, Instant now) {
        return Duration.between(state.issuedAt(), now).abs().compareTo(GRACE) < 0;
    }

    private Optional<State> find(KeyRefreshToken token) {
        return store.get(PREFIX + token.family()).map(State::read);
    }

    private boolean replace(KeyRefreshToken token, Optional<State> present, State changed) {
        var name = PREFIX + token.family();
        var lifetime = settings.refreshToken().plus(RETENTION);
        return present.map(state -> store.renewLease(name, state.bytes(), changed.bytes(), lifetime))
                .orElseGet(() -> store.acquireLease(name, changed.bytes(), lifetime));
    }
}
