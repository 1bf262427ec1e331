package org.keyledger.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ErasureListener;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.commit.AwaitPosition;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.EventSerialization;
import org.keyledger.ledger.axon.EventTypeRegistry;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.apikey.ApiKeyConfiguration;
import org.keyledger.query.audit.AuditConfiguration;
import org.keyledger.query.commit.CommitConfiguration;
import org.keyledger.query.factor.FactorConfiguration;
import org.keyledger.query.federation.FederationConfiguration;
import org.keyledger.query.lastused.LastUsedConfiguration;
import org.keyledger.query.mail.MailConfiguration;
import org.keyledger.query.passkey.PasskeyConfiguration;
import org.keyledger.query.projection.ProjectionConfiguration;
import org.keyledger.query.projection.ProjectionDefinition;
import org.keyledger.query.projection.ReadModelRebuild;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.ReadModelsConfiguration;
import org.keyledger.query.projection.RebuildConfiguration;
import org.keyledger.query.restore.RestoreConfiguration;
import org.keyledger.query.session.SessionConfiguration;
import org.keyledger.query.tenant.TenantConfiguration;
import org.keyledger.query.user.UserConfiguration;
import org.keyledger.query.verifier.VerifierConfiguration;
import org.keyledger.query.verifier.VerifierSettings;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A node with the whole query side, wired as in the service, over stores that outlive it. */
public final class QuerySideNode implements AutoCloseable {

    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Stores stores;
    private final LedgerAxonAdapter axon;
    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
    private final Configuration configuration;

    private QuerySideNode(Stores stores, ClaimOwner node, Path snapshot, ProjectionDefinition[] more) {
        this.stores = stores;
        beans.registerBean(VerifierSettings.class, () -> new VerifierSettings(snapshot));
        beans.registerBean(ServiceKeys.class, FixedServiceKeys::new);
        beans.registerBean(SecureRandom.class);
        var format = EventSerialization.of(
                        new EventTypeRegistry(EventTypes.BY_NAME),
                        Set.of(
                                RequestMetadata.ADDRESS,
                                RequestMetadata.USER_AGENT,
                                RequestMetadata.DEVICE,
                                RequestMetadata.FINGERPRINT))
                .with(new UnwrappedFieldOrder());
        axon = new LedgerAxonAdapter(stores.ledger(), stores.vault(), format, Clock.systemUTC(), new SecureRandom());
        registerStores(node, more);
        beans.register(
                ReadModelsConfiguration.class,
                ProjectionConfiguration.class,
                RebuildConfiguration.class,
                LastUsedConfiguration.class,
                VerifierConfiguration.class,
                ApiKeyConfiguration.class,
                RestoreConfiguration.class,
                TenantConfiguration.class,
                UserConfiguration.class,
                SessionConfiguration.class,
                AuditConfiguration.class,
                FactorConfiguration.class,
                FederationConfiguration.class,
                PasskeyConfiguration.class,
                MailConfiguration.class,
                CommitConfiguration.class);
        beans.refresh();
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(it -> Jackson3Serializer.builder().build());
        axon.configure(configurer);
        beans.getBeansOfType(ConfigurerModule.class).values().forEach(module -> module.configureModule(configurer));
        configuration = configurer.start();
    }

    private void registerStores(ClaimOwner node, ProjectionDefinition[] more) {
        beans.registerBean(Ledger.class, stores::ledger, it -> it.setDestroyMethodName(""));
        beans.registerBean(Views.class, stores::views, it -> it.setDestroyMethodName(""));
        beans.registerBean(Vault.class, stores::vault, it -> it.setDestroyMethodName(""));
        beans.registerBean(Clock.class, stores::clock);
        beans.registerBean(
                ExpiryClock.class,
                () -> ExpiryClock.notBefore(() -> stores.ledger().committedTime(), stores.clock()));
        beans.registerBean(ClaimOwner.class, () -> node);
        beans.registerBean(LedgerAxonAdapter.class, () -> axon);
        for (var i = 0; i < more.length; i++) {
            var projection = more[i];
            beans.registerBean("more" + i, ProjectionDefinition.class, () -> projection);
        }
    }

    public static QuerySideNode over(Stores stores, ProjectionDefinition... more) {
        return over(stores, ClaimOwner.named("node", Clock.systemUTC()), more);
    }

    /** A node whose verifier has no snapshot when it starts. */
    public static QuerySideNode over(Stores stores, ClaimOwner node, ProjectionDefinition... more) {
        return new QuerySideNode(stores, node, newSnapshotFile(), more);
    }

    /** A node with this file for the verifier's snapshot. */
    public static QuerySideNode withSnapshot(Stores stores, Path snapshot) {
        return new QuerySideNode(
                stores, ClaimOwner.named("node", Clock.systemUTC()), snapshot, new ProjectionDefinition[0]);
    }

    private static Path newSnapshotFile() {
        try {
            return Files.createTempDirectory("verifier").resolve("verifier.snapshot");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Destroys the key of a subject, as the command side does after it was erased. */
    public void erase(String subject) {
        stores.vault().destroyKey(subject, stores.ledger().nextPosition());
        axon.evict(subject);
        beans.getBeansOfType(ErasureListener.class).values().forEach(ErasureListener::onErased);
    }

    /** Records these events in one commit and returns the position of the last one. */
    public long record(Object... events) {
        return record(Map.of(), events);
    }

    public long record(Map<String, ?> metadata, Object... events) {
        var messages = new ArrayList<DomainEventMessage<?>>();
        for (var event : events) {
            var aggregate = TestAccount.aggregateIdOf(event);
            var before = messages.stream()
                    .filter(it -> it.getAggregateIdentifier().equals(aggregate))
                    .count();
            var sequence =
                    stores.ledger().lastSequence(aggregate).map(it -> it + 1).orElse(0L) + before;
            messages.add(new GenericDomainEventMessage<>(
                    "test",
                    aggregate,
                    sequence,
                    event,
                    metadata,
                    UUID.randomUUID().toString(),
                    stores.clock().instant()));
        }
        axon.eventStore().publish(messages);
        return stores.ledger().head().map(RecordedCommit::last).orElseThrow().value();
    }

    /** Sends a query; an exception of the handler is rethrown unchanged. */
    public <A> A ask(Query<A> query) {
        return ask(query, Map.of());
    }

    /** Sends a query that requires everything recorded so far. */
    public <A> A askUpToDate(Query<A> query) {
        return ask(
                query,
                Map.of(
                        RequestMetadata.MIN_POSITION,
                        stores.ledger().nextPosition().value() - 1));
    }

    public <A> A ask(Query<A> query, Map<String, ?> metadata) {
        var message =
                new GenericQueryMessage<>(query, ResponseTypes.instanceOf(query.responseType())).andMetaData(metadata);
        try {
            var response = configuration.queryBus().query(message).join();
            if (response.isExceptional()) {
                throw new CompletionException(response.exceptionResult());
            }
            return response.getPayload();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    public CredentialVerifier verifier() {
        return beans.getBean(CredentialVerifier.class);
    }

    /** The key if it is accepted; fails if the verifier does not know. */
    public Optional<ActiveApiKey> activeKey(KeyPrefix prefix, Digest secret) {
        return verifier().findActiveKey(prefix, secret).orThrowIfUnknown(IllegalStateException::new);
    }

    /** The signing key if it is accepted; fails if the verifier does not know. */
    public Optional<ActiveSigningKey> activeSigningKey(ApiKeyId key) {
        return verifier().findActiveSigningKey(key).orThrowIfUnknown(IllegalStateException::new);
    }

    /** The session if it is accepted; fails if the verifier does not know. */
    public Optional<ActiveSession> activeSession(SessionId session) {
        return verifier().findActiveSession(session).orThrowIfUnknown(IllegalStateException::new);
    }

    public ReadModels models() {
        return beans.getBean(ReadModels.class);
    }

    public ReadModelRebuild rebuild() {
        return beans.getBean(ReadModelRebuild.class);
    }

    /** Waits until the projections and the verifier have applied everything recorded so far. */
    public QuerySideNode awaitAllApplied() {
        return awaitApplied(stores.ledger().nextPosition().value() - 1);
    }

    public QuerySideNode awaitApplied(long position) {
        if (position < 0) {
            return this;
        }
        Eventually.awaitTrue(
                () -> ask(new AwaitPosition(position))
                        && verifier().awaitEnforced(position, TIMEOUT)
                        && verifier().isCurrent(),
                TIMEOUT,
                () -> "position " + position + " not applied");
        return this;
    }

    /** The documents that differ from rebuilt ones. */
    public List<String> differencesAfterRebuild() throws InterruptedException {
        return rebuild().differences(progress -> {}).first();
    }

    @Override
    public void close() {
        configuration.shutdown();
        axon.close();
        beans.close();
    }
}
