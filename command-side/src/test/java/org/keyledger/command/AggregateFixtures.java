package org.keyledger.command;

import static org.keyledger.command.CommandSideFixture.NOW;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.keyledger.kernel.Command;

/** Axon test fixtures for one aggregate, with our command routing and a fixed clock. */
public final class AggregateFixtures {

    private AggregateFixtures() {}

    public static <T> AggregateTestFixture<T> of(Class<T> type, Clock clock) {
        var fixture = new AggregateTestFixture<>(type);
        fixture.registerCommandTargetResolver(
                message -> new VersionedAggregateIdentifier(((Command) message.getPayload()).targetId(), null));
        fixture.registerInjectableResource(clock);
        return fixture;
    }

    /** A clock that is fixed at this duration after {@link CommandSideFixture#NOW}. */
    public static Clock after(Duration time) {
        return Clock.fixed(NOW.plus(time), ZoneOffset.UTC);
    }
}
