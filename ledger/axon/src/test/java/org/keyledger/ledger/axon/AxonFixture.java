package org.keyledger.ledger.axon;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;

/** A running Axon configuration over a ledger. */
final class AxonFixture implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    final LedgerAxonAdapter axon;
    final Configuration configuration;

    AxonFixture(Ledger ledger, Vault vault, Consumer<Configurer> more) {
        axon = new LedgerAxonAdapter(
                ledger,
                vault,
                EventSerialization.of(SampleDomain.NAMES, SampleDomain.PERSONAL),
                Clock.systemUTC(),
                new SecureRandom());
        Configurer configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(it -> Jackson3Serializer.builder().build())
                .registerComponent(Clock.class, it -> Clock.fixed(NOW, ZoneOffset.UTC))
                .configureCorrelationDataProviders(
                        it -> List.of(new SimpleCorrelationDataProvider("k", "actor.user", "ip", "agent")))
                .configureAggregate(LedgerRepository.of(Person.class));
        axon.configure(configurer);
        more.accept(configurer);
        configuration = configurer.start();
    }

    /** Applies events to the projections of a group while the configuration runs. */
    static void follow(Configurer configurer, ProjectionGroup group, Object projection) {
        configurer.onInitialize(configuration -> {
            LedgerAxonAdapter adapter = configuration.getComponent(LedgerAxonAdapter.class);
            EventApplier applier = new EventApplier(adapter.eventStore(), List.of(group.follower(List.of(projection))));
            configuration.onStart(applier::start);
            configuration.onShutdown(applier::close);
        });
    }

    /** Runs a reaction while the configuration runs. */
    static void react(Configurer configurer, ReactionGroup group, Object reaction) {
        configurer.onInitialize(configuration -> {
            LedgerAxonAdapter adapter = configuration.getComponent(LedgerAxonAdapter.class);
            configuration.onStart(() -> group.start(adapter.eventStore(), List.of(reaction)));
            configuration.onShutdown(group::close);
        });
    }

    CommandResultMessage<?> send(Object command, Map<String, ?> metadata) {
        CompletableFuture<CommandResultMessage<?>> answer = new CompletableFuture<>();
        CommandMessage<Object> message =
                GenericCommandMessage.asCommandMessage(command).andMetaData(metadata);
        configuration.commandBus().<Object, Object>dispatch(message, (sent, result) -> answer.complete(result));
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    CommandResultMessage<?> send(Object command) {
        return send(command, Map.of());
    }

    /** Sends a command that must succeed; returns the position of its last event. */
    Optional<Position> positionOf(Object command) {
        CommandResultMessage<?> result = send(command);
        if (result.isExceptional()) {
            throw new IllegalStateException(result.exceptionResult());
        }
        return LedgerMetadata.positionOf(result);
    }

    @Override
    public void close() {
        configuration.shutdown();
        axon.close();
    }
}
