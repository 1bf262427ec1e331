package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.axon.SampleDomain.PersonGreeted;

/** Projects one document per greeted person. */
final class GreetingCountProjection {

    private final ProjectionGroup group;

    GreetingCountProjection(ProjectionGroup group) {
        this.group = group;
    }

    @EventHandler
    void on(PersonGreeted event, Position position) {
        byte[] body = Integer.toString(event.times()).getBytes(UTF_8);
        group.batch().put("greetings", new Document(event.person(), position, body, Map.of(), Map.of()));
    }
}
