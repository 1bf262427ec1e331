package org.keyledger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.Message;
import org.keyledger.gateway.health.Readiness;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ProjectionConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * The service in this JVM without Kafka and its consumers: one set of modules over SQLite, and two gateways, each with a web
 * server of its own. Tests can read its ledger and advance its clock.
 */
public final class TwoGateways {

    private static final TwoGateways SHARED = new TwoGateways();

    private final ShiftedClock clock;
    private final ConfigurableApplicationContext modules;
    private final ConfigurableApplicationContext one;
    private final ConfigurableApplicationContext other;

    private TwoGateways() {
        modules = new SpringApplicationBuilder(SharedModules.class)
                .web(WebApplicationType.NONE)
                .run("--keyledger.data=" + folder(), "--keyledger.public-url=http://localhost", "--logging.file.name=");
        clock = modules.getBean(ShiftedClock.class);
        GenericEventMessage.clock = clock;
        one = gateway();
        other = gateway();
    }

    /** One instance for all tests; it ends with the JVM. */
    public static TwoGateways shared() {
        return SHARED;
    }

    /** The clock of the service: the system clock plus what tests have advanced it by. */
    public Clock clock() {
        return clock;
    }

    private static String folder() {
        try {
            return Files.createTempDirectory("keyledger-two-gateways").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConfigurableApplicationContext gateway() {
        var withoutAxon = ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
                .filter(name -> name.startsWith("org.axonframework."))
                .reduce((some, more) -> some + "," + more)
                .orElse("");
        return new SpringApplicationBuilder(GatewayContext.class)
                .parent(modules)
                .web(WebApplicationType.SERVLET)
                .run(
                        "--server.port=0",
                        "--keyledger.public-url=http://localhost",
                        "--keyledger.hashing.bcrypt-cost=4",
                        "--keyledger.hashing.queue=200",
                        "--keyledger.proxies.trusted=127.0.0.0/8,::1",
                        "--spring.autoconfigure.exclude=" + withoutAxon);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({
        FoundationConfiguration.class,
        CommandHandlingConfiguration.class,
        QuerySideConfiguration.class,
        ProjectionConfiguration.class
    })
    static class SharedModules {

        @Bean
        @Primary
        ShiftedClock shiftedClock() {
            return new ShiftedClock();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(GatewayConfiguration.class)
    static class GatewayContext {

        @Bean
        Readiness readiness() {
            return () -> true;
        }
    }

    /** The system clock plus a shift that tests can increase. */
    static final class ShiftedClock extends Clock {

        private volatile Duration shift = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(shift);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The base URL of the first gateway. */
    public String one() {
        return address(one);
    }

    public String other() {
        return address(other);
    }

    private static String address(ConfigurableApplicationContext gateway) {
        return "http://localhost:" + gateway.getEnvironment().getRequiredProperty("local.server.port");
    }

    public ServiceKeys keys() {
        return modules.getBean(ServiceKeys.class);
    }

    public void advance(Duration by) {
        clock.shift = clock.shift.plus(by);
    }

    /** Advances the clock to the beginning of the next rate limit window of this length. */
    public void advanceToNext(Duration window) {
        advance(Duration.ofMillis(window.toMillis() - clock.millis() % window.toMillis()));
    }

    /** Waits for an event of this type for which the function returns a value; the last such value. */
    public <E, A> A last(Class<E> type, Function<E, A> found) {
        return Eventually.awaitPresent(
                () -> events(type).map(found).filter(Objects::nonNull).reduce((earlier, later) -> later),
                () -> "no " + type.getSimpleName());
    }

    /** How many events of this type there are. */
    public <E> long count(Class<E> type, Predicate<E> condition) {
        return events(type).filter(condition).count();
    }

    private <E> Stream<E> events(Class<E> type) {
        var axon = modules.getBean(LedgerAxonAdapter.class);
        return modules.getBean(Ledger.class).read(Position.FIRST, Integer.MAX_VALUE).stream()
                .flatMap(commit -> axon.decode(commit).stream())
                .map(Message::getPayload)
                .filter(type::isInstance)
                .map(type::cast);
    }
}
