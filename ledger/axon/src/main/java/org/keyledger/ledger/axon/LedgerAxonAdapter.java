package org.keyledger.ledger.axon;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolution;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import org.keyledger.ledger.encryption.FieldEncryptor;
import org.keyledger.ledger.encryption.SubjectKeys;
import org.keyledger.ledger.tail.TailStatus;
import org.keyledger.ledger.tail.Tailer;
import tools.jackson.databind.ObjectMapper;

/** The ledger as Axon sees it: one per node. Closing it ends the tail; the ledger and the vault stay open. */
public final class LedgerAxonAdapter implements AutoCloseable {

    private final Ledger ledger;
    private final SubjectKeys keys;
    private final ObjectMapper mapper;
    private final EncryptedJsonCodec jsonCodec;
    private final EventReader reader;
    private final LedgerStorageEngine engine;
    private final Tailer<TrackedEventMessage<?>> tailer;
    private final LedgerEventStore eventStore;
    private final AggregateCache aggregateCache;

    /** @param clock says which days have a key already */
    public LedgerAxonAdapter(Ledger ledger, Vault vault, EventSerialization format, Clock clock) {
        RegisteredTypeSerializer serializer = new RegisteredTypeSerializer(format);
        this.ledger = ledger;
        this.aggregateCache = new AggregateCache(ledger);
        this.keys = new SubjectKeys(vault, clock);
        this.mapper = serializer.getObjectMapper();
        FieldEncryptor encryptor = new FieldEncryptor(keys, mapper);
        this.reader = new EventReader(serializer, encryptor, format.upcasters());
        this.jsonCodec = new EncryptedJsonCodec(encryptor, mapper);
        this.engine = new LedgerStorageEngine(
                ledger, new EventWriter(serializer, encryptor, format.personalMetadata()), reader);
        this.tailer = new Tailer<>(ledger, reader);
        this.eventStore = new LedgerEventStore(engine, tailer);
    }

    /** Makes this the event store of an Axon configuration, and a {@link PositionReportingCommandBus} its command bus. */
    public void configure(Configurer configurer) {
        configurer
                .configureEventStore(configuration -> eventStore)
                .configureCommandBus(this::commandBus)
                .registerComponent(LedgerAxonAdapter.class, configuration -> this);
    }

    public LedgerEventStore eventStore() {
        return eventStore;
    }

    /** A command bus with the configuration's monitors, spans and correlation data; no command has two handlers. */
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
        return new CommitStream(ledger, Position.FIRST).stream();
    }

    /** The events of a commit, opened. */
    public List<TrackedEventMessage<?>> decode(RecordedCommit commit) {
        return reader.decode(commit);
    }

    /** The first event of an aggregate, if it has one; for reactions, who load no aggregates. */
    public Optional<Object> firstEvent(String aggregate) {
        var events = eventStore().readEvents(aggregate);
        return events.hasNext() ? Optional.of(events.next().getPayload()) : Optional.empty();
    }

    /** Seals and opens the documents of read models. */
    public EncryptedJsonCodec jsonCodec() {
        return jsonCodec;
    }

    public SubjectKeys keys() {
        return keys;
    }

    /** JSON as the ledger keeps it, with the domain's modules. */
    public ObjectMapper mapper() {
        return mapper;
    }

    /** How the node's tail fares; stopped means that the chain is broken. */
    public TailStatus tailStatus() {
        return tailer.status();
    }

    /** Drops what memory still holds of an erased subject: its key, and what was opened with it. */
    public void evict(String subject) {
        keys.evict(subject);
        tailer.clearCache();
        aggregateCache.evictAll();
    }

    AggregateCache aggregateCache() {
        return aggregateCache;
    }

    LedgerStorageEngine engine() {
        return engine;
    }

    @Override
    public void close() {
        tailer.close();
    }
}
