package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.axon.SampleDomain.PersonMet;
import org.keyledger.ledger.axon.SampleDomain.PersonRenamed;
import org.keyledger.ledger.encryption.FieldDecryptionException;
import org.keyledger.ledger.encryption.UnknownSubjectException;
import org.keyledger.ledger.hashchain.CommitCodec;

@DisplayName("Encrypting fields of events")
class EventEncryptionTest {

    private static final Instant NOON = Instant.parse("2026-05-06T12:00:00Z");

    private final SampleDomain samples = new SampleDomain();

    @AfterEach
    void useTheRealTimeAgain() {
        GenericEventMessage.clock = Clock.systemUTC();
    }

    @Test
    void leaves_nothing_personal_or_secret_in_the_bytes() {
        append(met("p1", 0), Map.of("actor.user", "p1", "ip", "192.0.2.7", "agent", "curl/8", "why", "sign-up"));

        EventRecord entry = head().commit().events().get(0);
        String stored =
                new String(entry.payload(), UTF_8) + new String(head().commit().metadata(), UTF_8);
        assertThat(stored)
                .doesNotContain("Ada")
                .doesNotContain("pw-hash")
                .doesNotContain("192.0.2.7")
                .doesNotContain("curl")
                .contains("sign-up");
        assertThat(history("p1").get(0).getPayload()).isEqualTo(metPayload("p1"));
        assertThat(tracked().get(0).getMetaData())
                .containsEntry("ip", "192.0.2.7")
                .containsEntry("actor.user", "p1")
                .containsEntry("agent", "curl/8");
    }

    @Test
    void creates_the_key_with_the_event_that_creates_the_subject() {
        assertThat(samples.vault.findKey("p1")).isInstanceOf(Subject.Absent.class);

        append(met("p1", 0), Map.of());

        assertThat(samples.vault.findKey("p1")).isInstanceOf(Subject.Active.class);
    }

    @Test
    void encrypts_the_rest_of_a_commit_under_a_subject_that_it_creates() {
        samples.axon
                .engine()
                .appendEvents(
                        new GenericDomainEventMessage<>("person", "p2", 0, new PersonRenamed("p1", "Ada L.")),
                        met("p1", 0));

        assertThat(history("p2").get(0).getPayload()).isEqualTo(new PersonRenamed("p1", "Ada L."));
    }

    @Test
    void refuses_an_unknown_subject_and_stores_nothing() {
        DomainEventMessage<?> renamed =
                new GenericDomainEventMessage<>("person", "p1", 0, new PersonRenamed("p1", "Ada"));

        assertThatThrownBy(() -> append(renamed, Map.of())).isInstanceOf(UnknownSubjectException.class);
        assertThatThrownBy(() -> append(met("p1", 0), Map.of("actor.user", "nobody", "ip", "192.0.2.7")))
                .isInstanceOf(UnknownSubjectException.class);

        assertThat(samples.ledger.head()).isEmpty();
    }

    @Test
    void reads_an_erased_history_as_erased() {
        append(met("p1", 0), Map.of("actor.user", "p1", "ip", "192.0.2.7"));
        erase("p1");

        EventMessage<?> event = tracked().get(0);

        assertThat(event.getPayload()).isEqualTo(new PersonMet("p1", Erased.REPLACEMENT, Erased.REPLACEMENT, NOON));
        assertThat(event.getMetaData()).containsEntry("ip", Erased.REPLACEMENT).containsEntry("actor.user", "p1");
    }

    @Test
    void stores_what_comes_after_the_erasure_as_erased() {
        append(met("p1", 0), Map.of());
        erase("p1");
        append(
                new GenericDomainEventMessage<>("person", "p1", 1, new PersonRenamed("p1", "Ada Again")),
                Map.of("actor.user", "p1", "ip", "192.0.2.7"));

        assertThat(new String(head().commit().events().get(0).payload(), UTF_8)).doesNotContain("Again");
        assertThat(history("p1").get(1).getPayload()).isEqualTo(new PersonRenamed("p1", Erased.REPLACEMENT));
    }

    @Test
    void opens_a_field_at_its_own_place_only() {
        append(met("p1", 0), Map.of());
        EventRecord entry = head().commit().events().get(0);

        for (EventRecord moved : List.of(
                at(entry, "p2", 0, "person.met"),
                at(entry, "p1", 1, "person.met"),
                at(entry, "p3", 0, "person.renamed"))) {
            samples.ledger.append(new Commit(moved.aggregateId() + moved.sequence(), List.of(moved)));
        }

        assertThatThrownBy(() -> history("p2")).isInstanceOf(FieldDecryptionException.class);
        assertThatThrownBy(() -> history("p1")).isInstanceOf(FieldDecryptionException.class);
        assertThatThrownBy(() -> history("p3")).isInstanceOf(FieldDecryptionException.class);
    }

    @Test
    void opens_no_field_in_the_place_of_another() {
        append(met("p1", 0), Map.of());
        RecordedCommit commit = head();
        EventRecord entry = commit.commit().events().get(0);
        String swapped = new String(entry.payload(), UTF_8)
                .replace("\"name\"", "\"x\"")
                .replace("\"password\"", "\"name\"")
                .replace("\"x\"", "\"password\"");
        samples.ledger.append(new Commit(
                "swapped",
                List.of(new EventRecord(
                        "p3", "person", 0, "id", entry.eventType(), 1, NOON, swapped.getBytes(UTF_8)))));

        assertThatThrownBy(() -> history("p3")).isInstanceOf(FieldDecryptionException.class);
    }

    @Test
    void encrypts_events_of_unknown_actors_under_a_key_of_the_day() {
        GenericEventMessage.clock = Clock.fixed(NOON, ZoneOffset.UTC);
        samples.axon.engine().appendEvents(new GenericEventMessage<>("failed", Map.of("ip", "192.0.2.7")));

        assertThat(samples.vault.findKey("day/2026-05-06")).isInstanceOf(Subject.Active.class);
        assertThat(new String(head().commit().metadata(), UTF_8))
                .contains("day/2026-05-06")
                .doesNotContain("192.0.2.7");
        assertThat(tracked().get(0).getMetaData()).isEqualTo(MetaData.with("ip", "192.0.2.7"));

        erase("day/2026-05-06");
        assertThat(tracked().get(0).getMetaData()).isEqualTo(MetaData.with("ip", Erased.REPLACEMENT));
    }

    @Test
    void stores_the_metadata_of_a_commit_once() {
        samples.axon
                .engine()
                .appendEvents(
                        met("p1", 0).withMetaData(Map.of("actor.user", "p1", "ip", "192.0.2.7")),
                        met("p2", 0).withMetaData(Map.of("actor.user", "p1", "ip", "192.0.2.7")));

        assertThat(history("p2").get(0).getMetaData()).containsEntry("ip", "192.0.2.7");
        assertThat(tracked())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getMetaData())
                        .isEqualTo(MetaData.from(Map.of("actor.user", "p1", "ip", "192.0.2.7"))));
        assertThat(new String(CommitCodec.encodeContent(head().commit()), UTF_8))
                .containsOnlyOnce("\"actor.user\"");
    }

    @Test
    void refuses_a_commit_whose_events_differ_in_metadata() {
        assertThatThrownBy(() -> samples.axon
                        .engine()
                        .appendEvents(
                                met("p1", 0).withMetaData(Map.of("actor.user", "p1")),
                                met("p2", 0).withMetaData(Map.of("actor.user", "p2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the events of a commit must have the same metadata");

        assertThat(samples.ledger.head()).isEmpty();
    }

    @Test
    void opens_metadata_in_its_own_commit_only() {
        append(met("p1", 0), Map.of("actor.user", "p1", "ip", "192.0.2.7"));
        EventRecord next = at(head().commit().events().get(0), "p2", 0, "person.unread");
        samples.ledger.append(new Commit("another", head().commit().metadata(), List.of(next)));

        assertThatThrownBy(this::tracked).isInstanceOf(FieldDecryptionException.class);
    }

    @Test
    void makes_no_key_for_a_day_after_tomorrow() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        assertThat(samples.axon.keys().dayKey(today.plusDays(1), "streams")).isPresent();
        assertThatThrownBy(() -> samples.axon.keys().dayKey(today.plusDays(3), "streams"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void derives_another_key_for_another_purpose() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        assertThat(samples.axon.keys().dayKey(today, "streams"))
                .isEqualTo(samples.axon.keys().dayKey(today, "streams"))
                .isNotEqualTo(samples.axon.keys().dayKey(today, "sealing"));
    }

    @Test
    void accepts_no_input_as_an_encrypted_field() {
        assertThatThrownBy(() -> samples.axon
                        .engine()
                        .appendEvents(new GenericEventMessage<>("text", Map.of("why", Map.of("$sealed", "x")))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void append(DomainEventMessage<?> event, Map<String, ?> metadata) {
        samples.axon.engine().appendEvents(event.withMetaData(metadata));
    }

    private void erase(String subject) {
        samples.vault.destroyKey(subject, Position.FIRST);
        samples.axon.evict(subject);
    }

    private static PersonMet metPayload(String person) {
        return new PersonMet(person, "Ada", "pw-hash", NOON);
    }

    private static DomainEventMessage<?> met(String person, long sequence) {
        return new GenericDomainEventMessage<>("person", person, sequence, metPayload(person));
    }

    private static EventRecord at(EventRecord entry, String aggregate, long sequence, String name) {
        return new EventRecord(aggregate, "person", sequence, "id", name, 1, NOON, entry.payload());
    }

    private RecordedCommit head() {
        return samples.ledger.head().orElseThrow();
    }

    private List<? extends DomainEventMessage<?>> history(String aggregate) {
        return samples.axon.engine().readEvents(aggregate).asStream().toList();
    }

    private List<? extends EventMessage<?>> tracked() {
        Stream<? extends EventMessage<?>> events = samples.axon.engine().readEvents(null, false);
        return events.toList();
    }
}
