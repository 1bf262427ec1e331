package org.keyledger.gateway.stepup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.ledger.AtomicStore;

/**
 * Issues partial tokens and uses each of them at most once, also on several nodes: the store keeps the used ones until
 * they would have expired.
 */
public final class PartialTokens {

    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String STORE_KEY = "partial-token:";
    private static final byte[] USED = "used".getBytes(US_ASCII);
    private static final int ID_BYTES = 16;

    private final ServiceKeys keys;
    private final AtomicStore store;
    private final RandomSource randomSource;
    private final ExpiryClock expiryClock;

    PartialTokens(ServiceKeys keys, AtomicStore store, RandomSource randomSource, ExpiryClock expiryClock) {
        this.keys = keys;
        this.store = store;
        this.randomSource = randomSource;
        this.expiryClock = expiryClock;
    }

    /**
     * A token for a user who has proved the first factor.
     *
     * @param context what the log-in needs when it continues, at most 255 ASCII characters
     */
    public String issue(ProvedUser proved, String context) {
        var id = ByteBuffer.wrap(randomSource.bytes("partial token", ID_BYTES));
        var account = proved.account();
        return new PartialToken(
                        new UUID(id.getLong(), id.getLong()),
                        account.user(),
                        account.credential(),
                        proved.authentication(),
                        expiryClock.clock().instant().plus(LIFETIME),
                        context)
                .encode(keys.key(Purpose.PARTIAL_TOKEN));
    }

    /** Empty if this service did not issue the token, or it has expired or was used. */
    Optional<PartialToken> findValid(String text) {
        return PartialToken.decode(keys.key(Purpose.PARTIAL_TOKEN), text)
                .filter(token -> expiryClock.clock().instant().isBefore(token.expiresAt()))
                .filter(token -> store.get(storeKey(token)).isEmpty());
    }

    /**
     * Uses the token up and does this with it. If that is refused, the token can be used again.
     *
     * @throws ProblemException 401 {@code invalid-partial-token} if it was used meanwhile
     */
    <T> T use(PartialToken token, Supplier<T> use) {
        if (!store.acquireLease(storeKey(token), USED, LIFETIME)) {
            throw Problem.INVALID_PARTIAL_TOKEN.toException();
        }
        try {
            return use.get();
        } catch (ProblemException e) {
            if (e.problem() != Problem.OUTCOME_UNKNOWN) {
                store.remove(storeKey(token), USED);
            }
            throw e;
        }
    }

    private static String storeKey(PartialToken token) {
        return STORE_KEY + token.id();
    }
}
