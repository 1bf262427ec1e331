package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.SampleDomain.PersonGreeted;
import org.keyledger.ledger.axon.SampleDomain.PersonMet;
import org.keyledger.ledger.axon.SampleDomain.PersonRenamed;

@DisplayName("Serializing events under their event types")
class EventSerializationTest {

    private final SampleDomain samples = new SampleDomain();

    @Test
    void writes_the_name_and_its_revision_and_reads_the_same_record() {
        PersonMet met = new PersonMet("p1", "Ada", null, Instant.parse("2026-01-02T03:04:05.678Z"));
        append("p1", 0, met);
        append("p1", 1, new PersonRenamed("p1", "Ada L."));

        assertThat(entry(0).eventType()).isEqualTo("person.met");
        assertThat(entry(0).revision()).isEqualTo(1);
        assertThat(entry(1).eventType()).isEqualTo("person.renamed");
        assertThat(entry(1).revision()).isEqualTo(3);
        assertThat(samples.axon.engine().readEvents("p1").asStream().map(it -> (Object) it.getPayload()))
                .containsExactly(met, new PersonRenamed("p1", "Ada L."));
    }

    @Test
    void never_writes_a_class_name() {
        append("p1", 0, new PersonGreeted("p1", 3));

        EventRecord entry = entry(0);
        assertThat(new String(entry.payload(), UTF_8)).isEqualTo("{\"person\":\"p1\",\"times\":3}");
        assertThat(new String(samples.ledger.head().orElseThrow().commit().metadata(), UTF_8))
                .isEqualTo("{}");
    }

    @Test
    void writes_instants_as_text_and_leaves_nulls_out() {
        append("p1", 0, new PersonMet("p1", "Ada", null, Instant.parse("2026-01-02T03:04:05.678Z")));

        assertThat(new String(entry(0).payload(), UTF_8))
                .contains("\"when\":\"2026-01-02T03:04:05.678Z\"")
                .doesNotContain("null")
                .doesNotContain("password");
    }

    @Test
    void refuses_an_event_without_a_name_before_anything_is_stored() {
        assertThatThrownBy(() -> append("p1", 0, new Object())).isInstanceOf(IllegalArgumentException.class);

        assertThat(samples.ledger.head()).isEmpty();
    }

    @Test
    void refuses_two_names_for_one_class() {
        assertThatThrownBy(() -> new EventTypeRegistry(Map.of("one", String.class, "two", String.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void append(String aggregate, long sequence, Object payload) {
        samples.axon.engine().appendEvents(new GenericDomainEventMessage<>("person", aggregate, sequence, payload));
    }

    private EventRecord entry(long position) {
        return samples.ledger
                .read(new Position(position), 1)
                .get(0)
                .commit()
                .events()
                .get(0);
    }
}
