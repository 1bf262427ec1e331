package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.MutableClock;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.axon.SampleDomain.PersonGreeted;
import org.keyledger.ledger.axon.SampleDomain.PersonMet;
import org.keyledger.ledger.axon.SampleDomain.PersonRenamed;

@DisplayName("Handing appended events over to the tail")
class AppendedEventsTest {

    private static final Instant TO_THE_NANOSECOND = Instant.parse("2026-05-06T12:00:00.123456789Z");

    private final SampleDomain samples = new SampleDomain();
    private final AppendedEvents appended = samples.axon.appendedEvents();

    @BeforeEach
    void a_time_with_nanoseconds() {
        GenericEventMessage.clock = new MutableClock(TO_THE_NANOSECOND);
    }

    @AfterEach
    void close() {
        GenericEventMessage.clock = Clock.systemUTC();
        samples.axon.close();
    }

    @Test
    void gives_the_tail_the_object_that_was_appended() throws InterruptedException {
        PersonMet payload = met("p1");
        try (BlockingStream<TrackedEventMessage<?>> stream =
                samples.axon.eventStore().openStream(null)) {
            append(Map.of(), event("p1", 0, payload));

            assertThat(stream.nextAvailable().getPayload()).isSameAs(payload);
        }
    }

    @Test
    void equals_what_is_decoded() {
        Map<String, Object> metadata = new HashMap<>(Map.of(
                "k", "request-1", "actor.user", "p1", "ip", "192.0.2.7", "small", 7L, "large", 1L << 40, "yes", true));

        append(metadata, event("p1", 0, met("p1")), event("p1", 1, new PersonGreeted("p1", 3)));

        assertHandedOverAsDecoded();
        assertThat(samples.axon.decode(head()).get(0).getTimestamp())
                .isEqualTo(Instant.parse("2026-05-06T12:00:00.123Z"));
    }

    @Test
    void equals_what_is_decoded_for_metadata_of_other_types() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("nothing", null);
        metadata.put("nested", Map.of("when", TO_THE_NANOSECOND, "numbers", List.of(1L, 2.5f)));

        append(metadata, new GenericEventMessage<>("text"));

        assertHandedOverAsDecoded();
    }

    @Test
    void equals_what_is_decoded_of_a_subject_that_was_erased_before() {
        append(Map.of(), event("p1", 0, met("p1")));
        erase("p1");
        append(Map.of("actor.user", "p1", "ip", "192.0.2.7"), event("p1", 1, new PersonRenamed("p1", "Ada")));

        assertHandedOverAsDecoded();
    }

    @Test
    void gives_nothing_that_was_erased_before_the_tail_took_it() {
        append(Map.of(), event("p1", 0, met("p1")));
        erase("p1");

        assertThat(appended.decode(head()).get(0).getPayload())
                .isEqualTo(new PersonMet("p1", Erased.REPLACEMENT, Erased.REPLACEMENT, TO_THE_NANOSECOND));
    }

    @Test
    void gives_nothing_that_was_encrypted_before_an_erasure_and_added_after_it() {
        append(Map.of(), event("p1", 0, met("p1")));
        RecordedCommit commit = head();
        int clearsBefore = appended.clears();
        erase("p1");

        appended.add(commit.commit(), List.of(event("p1", 0, met("p1"))), Map.of(), clearsBefore);

        assertHandedOverAsDecoded();
    }

    @Test
    void decodes_a_commit_that_another_process_appended_with_the_same_id() {
        append(Map.of("k", "request-1"), event("p1", 0, met("p1")));
        RecordedCommit stored = head();
        appended.add(
                new Commit("request-1", stored.commit().events()),
                List.of(event("p1", 0, met("p2"))),
                Map.of(),
                appended.clears());

        assertHandedOverAsDecoded();
    }

    @Test
    void forgets_a_commit_that_was_rejected() {
        append(Map.of("k", "request-1"), event("p1", 0, met("p1")));
        appended.decode(head());

        assertThatThrownBy(() -> append(Map.of("k", "request-2"), event("p1", 0, new PersonGreeted("p1", 1))))
                .isInstanceOf(AggregateStreamCreationException.class);

        assertThat(appended.size()).isZero();
    }

    /** Compares everything that a handler can see. */
    private void assertHandedOverAsDecoded() {
        RecordedCommit commit = head();
        List<TrackedEventMessage<?>> decoded = samples.axon.decode(commit);

        List<TrackedEventMessage<?>> handedOver = appended.decode(commit);

        assertThat(handedOver)
                .map(AppendedEventsTest::visible)
                .isEqualTo(decoded.stream().map(AppendedEventsTest::visible).toList());
    }

    private static List<Object> visible(TrackedEventMessage<?> event) {
        List<Object> visible = new ArrayList<>(List.of(
                event.getClass(),
                event.trackingToken(),
                event.getIdentifier(),
                event.getTimestamp(),
                event.getPayloadType(),
                event.getPayload(),
                event.getMetaData()));
        event.getMetaData()
                .forEach((name, value) ->
                        visible.addAll(Arrays.asList(name, value, value == null ? null : value.getClass())));
        if (event instanceof DomainEventMessage<?> domainEvent) {
            visible.addAll(List.of(
                    domainEvent.getType(), domainEvent.getAggregateIdentifier(), domainEvent.getSequenceNumber()));
        }
        return visible;
    }

    private void append(Map<String, ?> metadata, EventMessage<?>... events) {
        samples.axon
                .engine()
                .appendEvents(Arrays.stream(events)
                        .map(event -> event.withMetaData(metadata))
                        .toList());
    }

    private static DomainEventMessage<?> event(String person, long sequence, Object payload) {
        return new GenericDomainEventMessage<>("person", person, sequence, payload);
    }

    private static PersonMet met(String person) {
        return new PersonMet(person, "Ada", "pw-hash", TO_THE_NANOSECOND);
    }

    private void erase(String subject) {
        samples.vault.destroyKey(subject, Position.FIRST);
        samples.axon.evict(subject);
    }

    private RecordedCommit head() {
        return samples.ledger.head().orElseThrow();
    }
}
