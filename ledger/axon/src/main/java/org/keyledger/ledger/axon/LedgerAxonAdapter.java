package org.keyledger.ledger.axon;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.EventSerialization.RegisteredTypeSerializer;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import org.keyledger.ledger.encryption.FieldEncryptor;
import org.keyledger.ledger.encryption.SubjectKeys;
import org.keyledger.ledger.tail.TailStatus;
import org.keyledger.ledger.tail.Tailer;
import tools.jackson.databind.ObjectMapper;

/** The ledger as event store and command bus of Axon; one per node. Closing it stops the tail, not the ledger or vault. */
public final class LedgerAxonAdapter implements AutoCloseable {

    private final Ledger ledger;
    private final FieldEncryptor encryptor;
    private final ObjectMapper mapper;
    private final EncryptedJsonCodec jsonCodec;
    private final EventReader reader;
    private final AppendedEvents appended;
    private final LedgerStorageEngine engine;
    private final Tailer<TrackedEventMessage<?>> tailer;
    private final LedgerEventStore eventStore;
    private final LedgerRepository.AggregateCache aggregateCache;

    /**
     * @param clock the time of generated commit ids, and the current date for keys of days
     * @param random the source of nonces and commit ids
     */
    public LedgerAxonAdapter(
            Ledger ledger, Vault vault, EventSerialization serialization, Clock clock, SecureRandom random) {
        RegisteredTypeSerializer serializer = serialization.serializer();
        this.ledger = ledger;
        this.aggregateCache = new LedgerRepository.AggregateCache(ledger);
        this.mapper = serializer.getObjectMapper();
        this.encryptor = new FieldEncryptor(new SubjectKeys(vault, clock, Ticker.systemTicker()), mapper, random);
        this.reader = new EventReader(serializer, encryptor, serialization.upcasters());
        this.jsonCodec = new EncryptedJsonCodec(encryptor, mapper);
        IdGenerator ids = new IdGenerator(random);
        this.appended = new AppendedEvents(serializer, reader);
        EventWriter writer = new EventWriter(
                serializer, encryptor, serialization.personalMetadata(), () -> ids.commitId(clock.instant()), appended);
        this.engine = new LedgerStorageEngine(ledger, writer, reader);
        this.tailer = new Tailer<>(ledger, appended, Ticker.systemTicker());
        this.eventStore = new LedgerEventStore(engine, tailer);
    }

    /** Sets the event store of an Axon configuration, and a {@link PositionReportingCommandBus} as its command bus. */
    public void configure(Configurer configurer) {
        configurer
                .configureEventStore(configuration -> eventStore)
                .configureCommandBus(this::commandBus)
                .registerComponent(LedgerAxonAdapter.class, configuration -> this);
    }

    public LedgerEventStore eventStore() {
        return eventStore;
    }

    /** A command bus with the configuration's monitors, spans and correlation data; a second handler is rejected. */
    public PositionReportingCommandBus commandBus(Configuration configuration) {
        PositionReportingCommandBus bus = new PositionReportingCommandBus(
                SimpleCommandBus.builder()
                        .duplicateCommandHandlerResolver(DuplicateCommandHandlerResolution.rejectDuplicates())
                        .messageMonitor(configuration.messageMonitor(CommandBus.class, "commandBus"))
                        .spanFactory(configuration.getComponent(CommandBusSpanFactory.class)),
                ledger);
        bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
        return bus;
    }

    /** Every commit, from the first one on. */
    public Stream<RecordedCommit> commits() {
        return ledger.stream(Position.FIRST);
    }

    /** The events of a commit, decrypted. */
    public List<TrackedEventMessage<?>> decode(RecordedCommit commit) {
        return reader.decode(commit);
    }

    /** The payload of an aggregate's first event, if it has one; for reactions, which load no aggregates. */
    public Optional<Object> firstEvent(String aggregateId) {
        var events = eventStore.readEvents(aggregateId);
        return events.hasNext() ? Optional.of(events.next().getPayload()) : Optional.empty();
    }

    /** The events of one aggregate, decrypted lazily; empty if it has none. For aggregates with few events. */
    public List<DomainEventMessage<?>> events(String aggregateId) {
        List<DomainEventMessage<?>> events = new ArrayList<>();
        eventStore.readEvents(aggregateId).forEachRemaining(events::add);
        return events;
    }

    /** The events that concern the ledger as a whole, such as the start of an epoch. There are few. */
    public List<DomainEventMessage<?>> ledgerEvents() {
        return events(ledger.identity().id().toString());
    }

    /** The position of an event that was read from this ledger. */
    public static Position positionOf(DomainEventMessage<?> event) {
        return TrackingTokens.positionOf(((TrackedEventMessage<?>) event).trackingToken());
    }

    /** The payload of an aggregate's last event, if it has one; does not lock the aggregate. */
    public Optional<Object> lastEvent(String aggregateId) {
        return lastMessage(aggregateId).map(DomainEventMessage::getPayload);
    }

    /** An aggregate's last event, if it has one; does not lock the aggregate. */
    public Optional<DomainEventMessage<?>> lastMessage(String aggregateId) {
        return eventStore
                .lastSequenceNumberFor(aggregateId)
                .map(last -> eventStore.readEvents(aggregateId, last))
                .filter(DomainEventStream::hasNext)
                .map(DomainEventStream::next);
    }

    /** Encrypts and decrypts the documents of read models. */
    public EncryptedJsonCodec jsonCodec() {
        return jsonCodec;
    }

    public SubjectKeys keys() {
        return encryptor.keys();
    }

    /** Maps stored JSON, with the modules of the domain. */
    public ObjectMapper mapper() {
        return mapper;
    }

    /** Status of the node's tailer; it stops if the chain is broken. */
    public TailStatus tailStatus() {
        return tailer.status();
    }

    /** Removes the key of an erased subject, and everything that was decrypted, from memory. */
    public void evict(String subject) {
        encryptor.evict(subject);
        appended.clear();
        tailer.clearCache();
        aggregateCache.evictAll();
    }

    LedgerRepository.AggregateCache aggregateCache() {
        return aggregateCache;
    }

    AppendedEvents appendedEvents() {
        return appended;
    }

    LedgerStorageEngine engine() {
        return engine;
    }

    @Override
    public void close() {
        tailer.close();
    }
}
