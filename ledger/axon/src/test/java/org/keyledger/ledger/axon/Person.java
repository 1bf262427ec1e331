package org.keyledger.ledger.axon;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.time.Clock;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;
import org.keyledger.ledger.axon.SampleDomain.PersonGreeted;
import org.keyledger.ledger.axon.SampleDomain.PersonMet;

/** A sample aggregate: created by {@code Meet}, changed by {@code Greet}. */
final class Person {

    @AggregateIdentifier
    private @Nullable String id;

    private int greeted;

    Person() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    void handle(Meet command, Clock clock) {
        apply(new PersonMet(command.person(), command.name(), null, clock.instant()));
    }

    @CommandHandler
    int handle(Greet command) {
        IntStream.range(0, command.times()).forEach(it -> apply(new PersonGreeted(command.person(), it)));
        return greeted;
    }

    @EventSourcingHandler
    void on(PersonMet event) {
        id = event.person();
    }

    @EventSourcingHandler
    void on(PersonGreeted event) {
        greeted++;
    }
}
