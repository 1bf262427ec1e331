package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.MutableClock;
import org.keyledger.ledger.Views.ConcurrentProjectionException;

/** The contract of a token store for Axon's processors, derived from Axon's own token stores. */
abstract class TokenStoreContract {

    static final String PROCESSOR = "processor";
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

    private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
    private TransactionalTokenStore here;
    private TransactionalTokenStore there;

    /** A token store and its transactions. */
    record TransactionalTokenStore(TokenStore tokens, TransactionManager transactions) {

        <T> @Nullable T fetch(Supplier<@Nullable T> task) {
            return transactions.fetchInTransaction(task::get);
        }

        void run(Runnable task) {
            transactions.executeInTransaction(task);
        }
    }

    /** A token store of this node; the stores of all nodes share their data. */
    abstract TransactionalTokenStore stored(ClaimOwner node);

    @BeforeEach
    void initialize() {
        here = stored(node("here"));
        there = stored(node("there"));
        assertThat(here.tokens().fetchSegments(PROCESSOR)).isEmpty();
        here.run(() -> here.tokens().initializeTokenSegments(PROCESSOR, 1, at(-1)));
    }

    @Test
    void knows_the_segments_after_they_were_made_once() {
        assertThat(there.tokens().fetchSegments(PROCESSOR)).containsExactly(0);
        assertThatThrownBy(() -> there.run(() -> there.tokens().initializeTokenSegments(PROCESSOR, 1, at(7))))
                .isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void gives_back_what_was_stored() {
        assertThat(fetch(here)).isEqualTo(at(-1));

        store(here, at(41));

        assertThat(fetch(here)).isEqualTo(at(41));
    }

    @Test
    void gives_back_a_token_of_another_kind_and_none() {
        fetch(here);
        TrackingToken replay = ReplayToken.createReplayToken(at(9), at(3));
        store(here, replay);
        assertThat(fetch(here)).isEqualTo(replay);

        store(here, null);
        assertThat(fetch(here)).isNull();
    }

    @Test
    void lets_no_other_node_claim_what_is_claimed() {
        fetch(here);

        assertThatThrownBy(() -> fetch(there)).isInstanceOf(UnableToClaimTokenException.class);
        assertThat(there.tokens().fetchAvailableSegments(PROCESSOR)).isEmpty();
        assertThat(here.tokens().fetchAvailableSegments(PROCESSOR)).containsExactly(Segment.ROOT_SEGMENT);
    }

    @Test
    void lets_another_node_claim_what_was_released() {
        fetch(here);
        store(here, at(5));
        here.run(() -> here.tokens().releaseClaim(PROCESSOR, 0));

        assertThat(there.tokens().fetchAvailableSegments(PROCESSOR)).containsExactly(Segment.ROOT_SEGMENT);
        assertThat(fetch(there)).isEqualTo(at(5));
        assertThatThrownBy(() -> store(here, at(6))).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> here.run(() -> here.tokens().extendClaim(PROCESSOR, 0)))
                .isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void lets_another_node_claim_what_was_not_extended_in_time() {
        fetch(here);
        clock.advance(CLAIM_TIMEOUT.minusMillis(1));
        here.run(() -> here.tokens().extendClaim(PROCESSOR, 0));
        clock.advance(CLAIM_TIMEOUT);
        assertThatThrownBy(() -> fetch(there)).isInstanceOf(UnableToClaimTokenException.class);

        clock.advance(Duration.ofMillis(1));
        assertThat(fetch(there)).isEqualTo(at(-1));
        store(there, at(8));
        assertThatThrownBy(() -> store(here, at(2)))
                .isInstanceOfAny(UnableToClaimTokenException.class, ConcurrentProjectionException.class);
        assertThat(fetch(there)).isEqualTo(at(8));
    }

    @Test
    void releases_nothing_that_belongs_to_another() {
        fetch(there);

        here.run(() -> here.tokens().releaseClaim(PROCESSOR, 0));

        assertThat(fetch(there)).isEqualTo(at(-1));
        assertThatThrownBy(() -> fetch(here)).isInstanceOf(UnableToClaimTokenException.class);
    }

    @Test
    void has_no_token_for_a_segment_that_was_never_made() {
        assertThatThrownBy(() -> here.fetch(() -> here.tokens().fetchToken(PROCESSOR, 1)))
                .isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> here.fetch(() -> here.tokens().fetchToken("another", 0)))
                .isInstanceOf(UnableToClaimTokenException.class);
    }

    static TrackingToken at(long index) {
        return new GlobalSequenceTrackingToken(index);
    }

    private static @Nullable TrackingToken fetch(TransactionalTokenStore store) {
        return store.<TrackingToken>fetch(() -> store.tokens().fetchToken(PROCESSOR, 0));
    }

    private static void store(TransactionalTokenStore store, @Nullable TrackingToken token) {
        store.run(() -> store.tokens().storeToken(token, PROCESSOR, 0));
    }

    private ClaimOwner node(String name) {
        return new ClaimOwner(name, clock, CLAIM_TIMEOUT);
    }
}
