package org.keyledger.server.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Access to the embedded Kafka broker")
class BrokerAccessTest {

    private static final String EVENTS = "identity.events.v1";
    private static final List<String> TOPICS = List.of(EVENTS, "identity.mail.v1", "identity.publisher.v1");

    @TempDir
    private static Path data;

    private static BrokerAccess access;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void given_a_broker_with_the_topics_and_a_record_in_each() throws Exception {
        var folder = data.resolve("kafka");
        access = BrokerAccess.of(folder, new SecureRandom());
        broker = EmbeddedBroker.start(folder, 0, access);
        try (var admin = Admin.create(access.connection());
                var producer = producer(access.connection())) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get(20, TimeUnit.SECONDS);
            for (var topic : TOPICS) {
                producer.send(new ProducerRecord<>(topic, "key", "genuine")).get(20, TimeUnit.SECONDS);
            }
        }
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    @Test
    @DisplayName("without authentication reads events, with and without a group")
    void without_authentication_reads_events_with_and_without_a_group() {
        try (var reader = consumer(Map.of())) {
            reader.assign(List.of(new TopicPartition(EVENTS, 0)));
            reader.seekToBeginning(reader.assignment());
            assertThat(poll(reader)).containsExactly("genuine");
        }
        try (var member = consumer(Map.of("group.id", "my-cache"))) {
            member.subscribe(List.of(EVENTS));
            assertThat(poll(member)).containsExactly("genuine");
            member.commitSync();
        }
        try (var member = consumer(Map.of("group.id", "my-cache"))) {
            var partition = new TopicPartition(EVENTS, 0);
            assertThat(member.committed(Set.of(partition)).get(partition).offset())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EVENTS, "identity.mail.v1", "identity.publisher.v1", "__consumer_offsets", "other"})
    @DisplayName("without authentication writes to no topic")
    void without_authentication_writes_to_no_topic(String topic) {
        try (var producer = producer(anonymous())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, 0, "key", "forged"))
                            .get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(AuthorizationException.class);
        }
        try (var producer = producer(with(anonymous(), "transactional.id", "keyledger-publisher-x"))) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(AuthorizationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity.mail.v1", "identity.publisher.v1", "__consumer_offsets", "__transaction_state"})
    @DisplayName("without authentication reads no other topic")
    void without_authentication_reads_no_other_topic(String topic) {
        try (var reader = consumer(Map.of())) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            reader.seek(new TopicPartition(topic, 0), 0);
            assertThatThrownBy(() -> poll(reader)).isInstanceOf(AuthorizationException.class);
            assertThat(reader.listTopics()).containsOnlyKeys(EVENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keyledger-audit", "keyledger-mailer"})
    @DisplayName("without authentication takes no part in the groups of Keyledger")
    void without_authentication_takes_no_part_in_the_groups_of_keyledger(String group) {
        try (var member = consumer(Map.of("group.id", group))) {
            member.subscribe(List.of(EVENTS));
            assertThatThrownBy(() -> poll(member)).isInstanceOf(AuthorizationException.class);
        }
        try (var member = consumer(Map.of("group.id", group))) {
            assertThatThrownBy(() -> member.commitSync(
                            Map.of(new TopicPartition(EVENTS, 0), new OffsetAndMetadata(1_000_000))))
                    .isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    @DisplayName("without authentication changes nothing")
    void without_authentication_changes_nothing() {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, EVENTS);
        var server = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (var admin = Admin.create(anonymous())) {
            refuse(() -> admin.createTopics(List.of(new NewTopic("mine", Optional.of(1), Optional.empty())))
                    .all());
            refuse(() -> admin.deleteTopics(List.of(EVENTS)).all());
            refuse(() -> admin.createPartitions(Map.of(EVENTS, NewPartitions.increaseTo(2)))
                    .all());
            refuse(() -> admin.describeConfigs(List.of(topic)).all());
            refuse(() -> admin.incrementalAlterConfigs(Map.of(topic, set("retention.ms", "1")))
                    .all());
            refuse(() -> admin.incrementalAlterConfigs(Map.of(server, set("log.retention.ms", "1")))
                    .all());
            refuse(() -> admin.createAcls(List.of(everything())).all());
            refuse(() -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            BrokerAccess.USER,
                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                            "a password of the attacker")))
                    .all());
            refuse(() -> admin.deleteConsumerGroups(List.of("keyledger-audit")).all());
        }
    }

    @Test
    @DisplayName("to the writer's listener needs the secret")
    void to_the_writers_listener_needs_the_secret() {
        var wrong = with(
                access.connection(),
                "sasl.jaas.config",
                access.connection().get("sasl.jaas.config").toString().replaceAll("password=\".", "password=\"!"));
        try (var admin = Admin.create(wrong)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
        var open = Map.<String, Object>of(
                "bootstrap.servers", access.connection().get("bootstrap.servers"),
                "request.timeout.ms", 1000,
                "default.api.timeout.ms", 2000);
        try (var admin = Admin.create(open)) {
            assertThatThrownBy(() -> admin.listTopics().names().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    @DisplayName("is kept in a file for its owner and survives a restart")
    void is_kept_in_a_file_for_its_owner_and_survives_a_restart() throws IOException {
        var file = data.resolve("kafka/client.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var again = BrokerAccess.of(data.resolve("kafka"), new SecureRandom());
        assertThat(again.connection().get("sasl.jaas.config"))
                .isEqualTo(access.connection().get("sasl.jaas.config"));
        assertThat(again.toString()).doesNotContain(again.password());
    }

    private static void refuse(Callable<KafkaFuture<?>> change) {
        assertThatThrownBy(() -> change.call().get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AuthorizationException.class);
    }

    private static Collection<AlterConfigOp> set(String name, String value) {
        return List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
    }

    private static AclBinding everything() {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    private static Map<String, Object> anonymous() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static Map<String, Object> with(Map<String, Object> settings, String name, Object value) {
        var changed = new HashMap<>(settings);
        changed.put(name, value);
        return changed;
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> connection) {
        return new KafkaProducer<>(
                with(connection, "max.block.ms", 10_000), new StringSerializer(), new StringSerializer());
    }

    private static KafkaConsumer<String, String> consumer(Map<String, Object> settings) {
        var all = new HashMap<>(anonymous());
        all.putAll(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", false));
        all.putAll(settings);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    private static List<String> poll(KafkaConsumer<String, String> consumer) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            var records = consumer.poll(Duration.ofMillis(100));
            if (!records.isEmpty()) {
                return StreamSupport.stream(records.spliterator(), false)
                        .map(ConsumerRecord::value)
                        .toList();
            }
        }
        return List.of();
    }
}
