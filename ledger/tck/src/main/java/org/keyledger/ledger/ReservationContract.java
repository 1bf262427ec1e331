package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.NOON;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.DuplicateKeyException;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AppendRejectedException.ReservationConflictException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Reservations.Reservation;

/** The contract of the {@link Reservations} of every {@link Ledger}. */
public abstract class ReservationContract {

    /** A clock fixed at {@link Examples#NOON}. */
    protected final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

    private Ledger ledger;

    /** An empty ledger with {@link #clock}. */
    protected abstract Ledger open() throws Exception;

    /** The same ledger, closed and opened again if it outlives its process. */
    protected abstract Ledger reopen(Ledger open) throws Exception;

    /** Whether a reservation is written in the transaction of its commit, so that it is never left without it. */
    protected abstract boolean isTransactional();

    @BeforeEach
    void given_an_empty_ledger() throws Exception {
        ledger = open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void stands_with_its_commit() throws Exception {
        append(beginning("a"), reserve("email/ann", "a"), reserve("email/ü€😀", "b"));

        ledger = reopen(ledger);

        assertThat(value("email/ann")).hasValue("a");
        assertThat(value("email/ü€😀")).hasValue("b");
        assertThat(value("email/bob")).isEmpty();
        assertThat(ledger.find("begin a")).isPresent();
    }

    @Test
    void rejects_only_the_commit_whose_key_is_reserved() {
        append(beginning("a"), reserve("email/ann", "a"));

        var conflicting = ledger.append(beginning("b"), List.of(reserve("email/new", "b"), reserve("email/ann", "b")));
        var other = ledger.append(beginning("c"), List.of(reserve("email/cem", "c")));

        assertThatThrownBy(conflicting::join)
                .cause()
                .isInstanceOfSatisfying(
                        ReservationConflictException.class,
                        it -> assertThat(it.key()).isEqualTo("email/ann"))
                .hasMessageNotContaining("ann");
        assertThat(other.join()).isEqualTo(new Position(1));
        assertThat(ledger.lastSequence("b")).isEmpty();
        assertThat(value("email/ann")).hasValue("a");
        assertThat(value("email/new")).isEqualTo(isTransactional() ? Optional.empty() : Optional.of("b"));
        assertThat(value("email/cem")).hasValue("c");
    }

    @Test
    void has_one_winner_of_commits_that_are_appended_together() {
        List<CompletableFuture<Position>> appends = IntStream.range(0, 60)
                .mapToObj(n -> append(n, reserve("email/" + n / 6, "claim " + n)))
                .toList();

        List<Integer> stored = new ArrayList<>();
        for (int n = 0; n < appends.size(); n++) {
            try {
                appends.get(n).join();
                stored.add(n);
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(ReservationConflictException.class);
            }
        }

        assertThat(stored).containsExactly(0, 6, 12, 18, 24, 30, 36, 42, 48, 54);
        assertThat(ledger.nextPosition()).isEqualTo(new Position(10));
        stored.forEach(n -> assertThat(value("email/" + n / 6)).hasValue("claim " + n));
    }

    private CompletableFuture<Position> append(int n, Reservation reservation) {
        return ledger.append(commit("k" + n, event("aggregate " + n, 0)), List.of(reservation));
    }

    @Test
    void accepts_the_value_that_the_key_has() {
        ledger.reservations().put("email/ann", bytes("a"));

        append(beginning("a"), reserve("email/ann", "a"));

        assertThat(value("email/ann")).hasValue("a");
    }

    @Test
    void replaces_the_value_that_is_named_and_no_other() {
        append(beginning("a"), reserve("email/ann", "a"));

        append(beginning("b"), new Reservation("email/ann", bytes("b"), bytes("a")));
        var late = ledger.append(beginning("c"), List.of(new Reservation("email/ann", bytes("c"), bytes("a"))));

        assertThatThrownBy(late::join).hasCauseInstanceOf(ReservationConflictException.class);
        assertThat(value("email/ann")).hasValue("b");
    }

    @Test
    void reserves_a_key_whose_outdated_value_was_removed() {
        append(beginning("a"), new Reservation("email/ann", bytes("b"), bytes("removed meanwhile")));

        assertThat(value("email/ann")).hasValue("b");
    }

    @Test
    void answers_a_repeated_commit_as_stored() {
        Commit commit = beginning("a");
        append(commit, reserve("email/ann", "a"));

        assertThat(ledger.append(commit, List.of(reserve("email/ann", "a"))).join())
                .isEqualTo(Position.FIRST);
        assertThat(ledger.nextPosition()).isEqualTo(new Position(1));
    }

    @Test
    void of_a_commit_that_conflicts_itself_is_not_written() {
        append(beginning("a"), reserve("email/ann", "a"));

        var sameId = ledger.append(commit("begin a", event("b", 0)), List.of(reserve("email/bob", "b")));
        var sameSequence = ledger.append(commit("k", event("a", 0)), List.of(reserve("email/cem", "c")));

        assertThatThrownBy(sameId::join).hasCauseInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(sameSequence::join).hasCauseInstanceOf(SequenceConflictException.class);
        if (isTransactional()) {
            assertThat(ledger.reservations().keys("", "", 10)).containsExactly("email/ann");
        }
    }

    /** A repeated request conflicts with the reservation of its first commit, and must get that commit's result. */
    @Test
    void of_a_repeated_request_does_not_hide_its_first_commit() {
        append(commit("request", event("a", 0)), reserve("email/ann", "a"));

        var repeated = ledger.append(commit("request", event("a", 0)), List.of(reserve("email/ann", "a")));

        assertThatThrownBy(repeated::join).hasCauseInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void of_one_key_twice_in_a_commit_is_invalid() {
        var twice = ledger.append(beginning("a"), List.of(reserve("email/ann", "a"), reserve("email/ann", "a")));

        assertThatThrownBy(twice::join).hasCauseInstanceOf(InvalidCommitException.class);
        assertThatThrownBy(() -> reserve("email/ann", "x".repeat(4097))).isInstanceOf(IllegalArgumentException.class);
        assertThat(value("email/ann")).isEmpty();
    }

    @Test
    void can_be_removed_by_its_value() throws Exception {
        append(beginning("a"), reserve("email/ann", "a"));

        assertThat(ledger.reservations().remove("email/ann", bytes("b"))).isFalse();
        assertThat(ledger.reservations().remove("email/ann", bytes("a"))).isTrue();
        assertThat(ledger.reservations().remove("email/ann", bytes("a"))).isFalse();

        ledger = reopen(ledger);
        assertThat(value("email/ann")).isEmpty();
        append(beginning("b"), reserve("email/ann", "b"));
    }

    @Test
    void can_be_repaired_while_commits_are_appended() throws Exception {
        List<CompletableFuture<Position>> appends = new ArrayList<>();
        for (int n = 0; n < 50; n++) {
            appends.add(append(n, reserve("email/" + n, "claim")));
            ledger.reservations().put("repaired/" + n, bytes("first"));
            ledger.reservations().put("repaired/" + n, bytes("second"));
        }
        appends.forEach(CompletableFuture::join);

        ledger = reopen(ledger);
        assertThat(ledger.reservations().keys("repaired/", "", 100)).hasSize(50);
        assertThat(ledger.reservations().keys("email/", "", 100)).hasSize(50);
        assertThat(value("repaired/49")).hasValue("second");
        assertThat(ledger.nextPosition()).isEqualTo(new Position(50));
    }

    @Test
    void are_listed_by_prefix_in_pages() {
        append(
                beginning("a"),
                reserve("email/c", "1"),
                reserve("email/a", "1"),
                reserve("emails/b", "1"),
                reserve("email/b", "1"));

        assertThat(ledger.reservations().keys("email/", "", 2)).containsExactly("email/a", "email/b");
        assertThat(ledger.reservations().keys("email/", "email/b", 2)).containsExactly("email/c");
        assertThat(ledger.reservations().keys("none/", "", 2)).isEmpty();
    }

    private void append(Commit commit, Reservation... reservations) {
        ledger.append(commit, List.of(reservations)).join();
    }

    private static Reservation reserve(String key, String value) {
        return Reservation.of(key, bytes(value));
    }

    private Optional<String> value(String key) {
        return ledger.reservations().find(key).map(value -> new String(value, UTF_8));
    }

    private static byte[] bytes(String value) {
        return value.getBytes(UTF_8);
    }
}
