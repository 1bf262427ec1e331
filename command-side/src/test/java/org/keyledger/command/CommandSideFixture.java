package org.keyledger.command;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.Message;
import org.keyledger.command.apikey.ApiKeyConfiguration;
import org.keyledger.command.emailclaim.EmailClaimConfiguration;
import org.keyledger.command.erasure.ErasureConfiguration;
import org.keyledger.command.factor.FactorConfiguration;
import org.keyledger.command.federation.FederationConfiguration;
import org.keyledger.command.handling.HandlingConfiguration;
import org.keyledger.command.login.LoginConfiguration;
import org.keyledger.command.passkey.PasskeyConfiguration;
import org.keyledger.command.session.SessionConfiguration;
import org.keyledger.command.tenant.TenantConfiguration;
import org.keyledger.command.user.UserConfiguration;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.ErasableCopy;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.MutableClock;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.EventSerialization;
import org.keyledger.ledger.axon.EventTypeRegistry;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The whole command side, wired as in the service, over in-memory stores and a clock that advances only on request. */
public final class CommandSideFixture implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private static final Set<String> PERSONAL = Set.of(
            RequestMetadata.ADDRESS, RequestMetadata.USER_AGENT, RequestMetadata.DEVICE, RequestMetadata.FINGERPRINT);

    public final MutableClock clock = new MutableClock(NOW);
    public final Vault vault;
    public final AtomicStore atomicStore;
    public final Ledger ledger;

    private final Clock axonClock = GenericEventMessage.clock;
    private final LedgerAxonAdapter axonLedger;
    private final AnnotationConfigApplicationContext context;

    public CommandSideFixture() {
        this(new InMemoryLedger(), new InMemoryAtomicStore(), new InMemoryVault());
    }

    /** Another node on the same stores. */
    public CommandSideFixture(CommandSideFixture other) {
        this(other.ledger, other.atomicStore, other.vault);
    }

    public CommandSideFixture(Ledger ledger, AtomicStore atomicStore, Vault vault) {
        this(ledger, atomicStore, vault, context -> context.register(ErasureConfiguration.class));
    }

    /**
     * Without the event handlers of erasures, which read the ledger on threads that a simulated cluster does not
     * control.
     */
    public static CommandSideFixture withoutReactions(Ledger ledger, AtomicStore atomicStore, Vault vault) {
        return new CommandSideFixture(ledger, atomicStore, vault, context -> {});
    }

    /** With a copy that erasures must erase too. */
    public static CommandSideFixture withCopy(ErasableCopy copy) {
        return new CommandSideFixture(new InMemoryLedger(), new InMemoryAtomicStore(), new InMemoryVault(), context -> {
            context.register(ErasureConfiguration.class);
            context.registerBean(ErasableCopy.class, () -> copy);
        });
    }

    private CommandSideFixture(
            Ledger ledger,
            AtomicStore atomicStore,
            Vault vault,
            Consumer<AnnotationConfigApplicationContext> reactions) {
        this.ledger = ledger;
        this.vault = vault;
        this.atomicStore = atomicStore;
        GenericEventMessage.clock = clock;
        axonLedger = axonLedger(ledger, vault);
        context = new AnnotationConfigApplicationContext();
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(ExpiryClock.class, () -> new ExpiryClock(clock));
        context.registerBean(Ledger.class, () -> ledger);
        context.registerBean(AtomicStore.class, () -> atomicStore);
        context.registerBean(Vault.class, () -> vault);
        context.registerBean(ClaimOwner.class, () -> ClaimOwner.named("here", Clock.systemUTC()));
        context.registerBean(LedgerAxonAdapter.class, () -> axonLedger);
        context.register(
                AxonTestConfiguration.class,
                HandlingConfiguration.class,
                TenantConfiguration.class,
                UserConfiguration.class,
                LoginConfiguration.class,
                EmailClaimConfiguration.class,
                SessionConfiguration.class,
                ApiKeyConfiguration.class,
                FactorConfiguration.class,
                FederationConfiguration.class,
                PasskeyConfiguration.class);
        reactions.accept(context);
        context.refresh();
    }

    public static LedgerAxonAdapter axonLedger(Ledger ledger, Vault vault) {
        return new LedgerAxonAdapter(
                ledger,
                vault,
                EventSerialization.of(new EventTypeRegistry(EventTypes.BY_NAME), PERSONAL)
                        .with(new UnwrappedFieldOrder()),
                Clock.systemUTC(),
                new SecureRandom());
    }

    /** Records the commits that a test starts from. */
    public CommandSideFixture given(Command... commands) {
        for (Command command : commands) {
            if (!(when(command) instanceof Decision.Done)) {
                throw new AssertionError("command was not accepted: " + command);
            }
        }
        return this;
    }

    /** Records an event that no command can produce in this state. */
    public void recordEvent(String type, Object aggregate, long sequence, Object event) {
        axonLedger.eventStore().publish(new GenericDomainEventMessage<>(type, aggregate.toString(), sequence, event));
    }

    /** Evicts the cached aggregate and key of this subject, so that the next command reads the ledger. */
    public void evict(Object subject) {
        axonLedger.evict(subject.toString());
    }

    public Decision when(Command command) {
        return when(command, Map.of());
    }

    public Decision when(Command command, Map<String, ?> metadata) {
        CommandResultMessage<?> result = send(command, metadata);
        if (result.isExceptional()) {
            throw new AssertionError("command failed", result.exceptionResult());
        }
        return (Decision) result.getPayload();
    }

    /** The refusal; an assertion error if the command was not refused. */
    public Refusal expectRefusal(Command command) {
        Decision decision = when(command);
        if (decision instanceof Decision.Refused refused) {
            return refused.reason();
        }
        throw new AssertionError("command was not refused but returned " + decision + ": " + command);
    }

    /** Sends with this metadata; the service is the actor unless it names another. */
    public CommandResultMessage<?> send(Command command, Map<String, ?> metadata) {
        CommandMessage<Object> message = GenericCommandMessage.asCommandMessage(command)
                .andMetaData(Actor.system().metadata())
                .andMetaData(metadata);
        return send(message);
    }

    /** Sends exactly this message, also without an actor. */
    public CommandResultMessage<?> send(CommandMessage<Object> message) {
        CompletableFuture<CommandResultMessage<?>> answer = new CompletableFuture<>();
        context.getBean(CommandBus.class).<Object, Object>dispatch(message, (sent, result) -> answer.complete(result));
        return answer.join();
    }

    public void advanceClock(Duration time) {
        clock.advance(time);
    }

    /** Destroys a subject's key, also in the key cache. */
    public void erase(Object subject) {
        vault.destroyKey(subject.toString(), ledger.nextPosition());
        axonLedger.evict(subject.toString());
    }

    public List<RecordedCommit> commits() {
        return ledger.head().isEmpty() ? List.of() : ledger.read(Position.FIRST, Integer.MAX_VALUE);
    }

    /** The events of the last commit, in order. */
    public List<?> lastCommit() {
        return lastMessages().stream().map(Message::getPayload).toList();
    }

    public List<? extends EventMessage<?>> lastMessages() {
        return axonLedger.decode(ledger.head().orElseThrow());
    }

    /** Every event in the ledger, in order. */
    public List<?> events() {
        return commits().stream()
                .flatMap(commit -> axonLedger.decode(commit).stream())
                .map(Message::getPayload)
                .toList();
    }

    @Override
    public void close() {
        context.close();
        axonLedger.close();
        GenericEventMessage.clock = axonClock;
    }
}
