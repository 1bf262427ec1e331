package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.common.AxonNonTransientException;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.UnknownOutcomeException;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;
import org.keyledger.ledger.axon.SampleDomain.PersonGreeted;
import org.keyledger.ledger.axon.SampleDomain.PersonMet;

@DisplayName("Handling commands of aggregates")
class AggregateCommandTest {

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final AxonFixture fixture = new AxonFixture(ledger, new InMemoryVault(), more -> {});

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void stores_all_events_of_a_command_as_one_commit_and_answers_its_last_position() {
        assertThat(fixture.positionOf(new Meet("p1", "Ada"))).contains(new Position(0));
        assertThat(fixture.positionOf(new Greet("p1", 3))).contains(new Position(3));

        assertThat(head().first()).isEqualTo(new Position(1));
        assertThat(head().commit().events()).hasSize(3);
        assertThat(fixture.send(new Greet("p1", 2)).getPayload()).isEqualTo(5);
    }

    @Test
    void answers_the_head_when_nothing_was_stored() {
        assertThat(fixture.positionOf(new Meet("p1", "Ada"))).contains(new Position(0));
        assertThat(fixture.positionOf(new Meet("p2", "Grace"))).contains(new Position(1));

        assertThat(fixture.positionOf(new Greet("p1", 0))).contains(new Position(1));
    }

    @Test
    void gives_a_handler_the_configured_clock() {
        fixture.positionOf(new Meet("p1", "Ada"));

        assertThat(fixture.axon.engine().readEvents("p1").next().getPayload())
                .isEqualTo(new PersonMet("p1", "Ada", null, AxonFixture.NOW));
    }

    @Test
    void keeps_the_commit_under_the_key_of_the_request() {
        fixture.send(new Meet("p1", "Ada"), Map.of("k", "request-1"));

        assertThat(ledger.find("request-1")).isPresent();
        assertThat(fixture.axon.engine().readEvents("p1").next().getMetaData()).doesNotContainKey("k");
    }

    @Test
    void reports_that_the_same_request_was_handled_elsewhere() {
        fixture.send(new Meet("p1", "Ada"), Map.of("k", "request-1"));

        CommandResultMessage<?> result = fixture.send(new Meet("p2", "Ada"), Map.of("k", "request-1"));

        assertThat(result.exceptionResult())
                .isInstanceOfSatisfying(
                        AppendRejectedException.DuplicateKeyException.class,
                        it -> assertThat(it.last()).isEqualTo(Position.FIRST));
    }

    @Test
    void gives_every_other_commit_a_key_of_its_own() {
        fixture.positionOf(new Meet("p1", "Ada"));
        String first = head().commit().commitId();
        fixture.positionOf(new Greet("p1", 1));

        assertThat(List.of(first, head().commit().commitId()))
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).startsWith("commit/"));
    }

    @Test
    void does_not_begin_an_aggregate_twice_and_no_retry_would_help() {
        fixture.positionOf(new Meet("p1", "Ada"));

        Throwable failure = fixture.send(new Meet("p1", "Ada")).exceptionResult();

        assertThat(failure)
                .isInstanceOf(AggregateStreamCreationException.class)
                .hasCauseInstanceOf(AxonNonTransientException.class);
    }

    @Test
    void lets_one_of_two_writers_win() {
        fixture.positionOf(new Meet("p1", "Ada"));
        LedgerStorageEngine engine = fixture.axon.engine();
        engine.appendEvents(event(1));

        assertThatThrownBy(() -> engine.appendEvents(event(1))).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void refuses_a_second_append_in_one_unit_of_work() {
        fixture.positionOf(new Meet("p1", "Ada"));
        LedgerStorageEngine engine = fixture.axon.engine();
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(event(1));
        engine.appendEvents(event(1));

        assertThatThrownBy(() -> engine.appendEvents(event(2))).isInstanceOf(IllegalStateException.class);
        assertThat(LedgerStorageEngine.appendedPosition(unitOfWork)).contains(new Position(1));
        unitOfWork.rollback();
    }

    @Test
    void passes_the_other_refusals_on_as_they_are() {
        for (RuntimeException refusal : List.of(
                new AppendRejectedException.OverloadedException("full"),
                new AppendRejectedException.StorageFullException(),
                new UnknownOutcomeException("no reply", new IOException()))) {
            AxonFixture refusing = new AxonFixture(rejectingLedger(refusal), new InMemoryVault(), more -> {});

            assertThat(refusing.send(new Meet("p1", "Ada")).exceptionResult()).isSameAs(refusal);
            refusing.close();
        }
    }

    private static GenericDomainEventMessage<?> event(long sequence) {
        return new GenericDomainEventMessage<>("Person", "p1", sequence, new PersonGreeted("p1", 1));
    }

    private RecordedCommit head() {
        return ledger.head().orElseThrow();
    }

    /** A ledger that rejects every append. */
    private static InMemoryLedger rejectingLedger(RuntimeException why) {
        InMemoryLedger rejecting = new InMemoryLedger();
        rejecting.beforeAppend(commit -> {
            throw why;
        });
        return rejecting;
    }
}
