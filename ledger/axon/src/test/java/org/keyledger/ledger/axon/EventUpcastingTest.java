package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("Upcasting events")
class EventUpcastingTest {

    private static final Map<String, Integer> SECOND = Map.of("person.met", 2);

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final InMemoryVault vault = new InMemoryVault();
    private final LedgerAxonAdapter before = new LedgerAxonAdapter(
            ledger,
            vault,
            EventSerialization.of(new EventTypeRegistry(Map.of("person.met", Met.class)), Set.of()),
            clock(),
            new SecureRandom());
    private final LedgerAxonAdapter after = new LedgerAxonAdapter(
            ledger,
            vault,
            EventSerialization.of(new EventTypeRegistry(Map.of("person.met", MetBy.class), SECOND), Set.of())
                    .with(new GreetingUpcaster()),
            clock(),
            new SecureRandom());

    @CreatesDataSubject("person")
    record Met(
            String person, @PersonalData(subject = "person") String name) {}

    @CreatesDataSubject("person")
    record MetBy(
            String person,
            @PersonalData(subject = "person") String greeting,
            @PersonalData(subject = "person") String name) {}

    @Test
    void receives_the_decrypted_fields_of_an_old_revision() {
        before.engine().appendEvents(new GenericDomainEventMessage<>("person", "p1", 0, new Met("p1", "Ada")));

        assertThat(after.engine().readEvents("p1").next().getPayload()).isEqualTo(new MetBy("p1", "Hi Ada", "Ada"));
    }

    @Test
    void sees_erased_fields_as_erased() {
        before.engine().appendEvents(new GenericDomainEventMessage<>("person", "p1", 0, new Met("p1", "Ada")));
        vault.destroyKey("p1", Position.FIRST);

        assertThat(after.engine().readEvents("p1").next().getPayload())
                .isEqualTo(new MetBy("p1", "Hi " + Erased.REPLACEMENT, Erased.REPLACEMENT));
    }

    private static Clock clock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    private static final class GreetingUpcaster extends SingleEventUpcaster {

        private static final SimpleSerializedType FIRST = new SimpleSerializedType("person.met", "1");

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(FIRST);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(
                    new SimpleSerializedType("person.met", "2"),
                    JsonNode.class,
                    tree -> ((ObjectNode) tree)
                            .put("greeting", "Hi " + tree.required("name").stringValue()));
        }
    }
}
