package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.ComposeFile.list;
import static org.keyledger.server.ComposeFile.map;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Checks the file itself, because no Docker runs in the build. */
@DisplayName("Deploying with Docker Compose")
class ComposeDeploymentTest {

    private static final Pattern SECRET_NAME = Pattern.compile("PASSWORD|SECRET|TOKEN|CREDENTIAL|_KEY$|_KEY_(?!FILE$)");
    private static final Pattern SECRET_VALUE = Pattern.compile("://[^/@\\s]+@|-----BEGIN|[A-Za-z0-9+/]{40,}={0,2}");
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d[A-Za-z0-9._-]*");

    private final ComposeFile file = ComposeFile.ours();

    @Test
    void uses_only_keys_that_compose_defines() {
        assertThat(errors(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "read_only:, readonly:",
        "service_healthy, healthy",
        "condition: service_completed_successfully, after: true",
        "internal: true, internal: maybe",
        "KAFKA_NODE_ID: \"1\", KAFKA_NODE_ID: 1",
        "secrets: [master-key], secrets: master-key",
        "interval: 15s, interval: 15 seconds",
        "image: axllent/mailpit:v1.27, container: mail"
    })
    void rejects_a_misspelt_key(String right, String wrong) {
        var text = ComposeFile.text("docker-compose.yml");

        assertThat(text).contains(right);
        assertThat(errors(ComposeFile.parse(text.replace(right, wrong)))).isNotEmpty();
    }

    @Test
    void names_only_what_is_there() {
        services().forEach((name, service) -> {
            assertThat(file.section("secrets").keySet()).as(name).containsAll(list(service, "secrets"));
            assertThat(file.section("networks").keySet()).as(name).containsAll(list(service, "networks"));
            assertThat(file.services().keySet())
                    .as(name)
                    .containsAll(map(service, "depends_on").keySet());
            assertThat(file.section("volumes").keySet())
                    .as(name)
                    .containsAll(list(service, "volumes").stream()
                            .map(mount -> mount.substring(0, mount.indexOf(':')))
                            .toList());
        });
        assertThat(file.section("configs").values())
                .isNotEmpty()
                .allSatisfy(config -> assertThat(ComposeFile.ROOT.resolve(String.valueOf(config.get("file"))))
                        .isRegularFile());
    }

    private Map<String, Map<String, Object>> services() {
        assertThat(file.services()).isNotEmpty();
        return file.services();
    }

    @Test
    void waits_until_what_is_needed_is_healthy_or_done() {
        services()
                .forEach((name, service) -> map(service, "depends_on").forEach((needed, how) -> {
                    var condition = ((Map<?, ?>) how).get("condition");
                    var other = file.service(needed);
                    if (other.containsKey("healthcheck")) {
                        assertThat(condition).as("%s on %s", name, needed).isEqualTo("service_healthy");
                    } else {
                        assertThat(condition).as("%s on %s", name, needed).isEqualTo("service_completed_successfully");
                        assertThat(other.get("restart")).as(needed).isEqualTo("no");
                    }
                }));
        assertThat(map(file.service("keyledger"), "depends_on").keySet()).contains("mongo-initiate", "kafka", "mail");
    }

    @Test
    void lets_nothing_run_as_root_or_change_its_image() {
        services().forEach((name, service) -> {
            assertThat(service.get("user")).as(name).asString().matches("[1-9]\\d*:[1-9]\\d*");
            assertThat(list(service, "cap_drop")).as(name).containsExactly("ALL");
            assertThat(list(service, "security_opt")).as(name).contains("no-new-privileges:true");
            // the Kafka image writes its configuration into its own folders at start
            assertThat(service.get("read_only")).as(name).isEqualTo(!name.equals("kafka"));
        });
    }

    @Test
    void keeps_secrets_out_of_the_environment() {
        services()
                .forEach((name, service) -> assertThat(map(service, "environment"))
                        .as(name)
                        .allSatisfy((variable, value) -> {
                            assertThat(variable).doesNotContainPattern(SECRET_NAME);
                            assertThat(value.toString()).doesNotContainPattern(SECRET_VALUE);
                        }));
        assertThat(map(file.service("keyledger"), "environment").get("KEYLEDGER_MASTER_KEY_FILE"))
                .isEqualTo("/run/secrets/master-key");
        assertThat(ComposeFile.text(".gitignore")).contains("/secrets/\n");
        assertThat(ComposeFile.text(".dockerignore")).contains("\nsecrets\n", "\n.git\n", "\ndata\n");
    }

    @Test
    void pins_every_image() {
        services()
                .forEach((name, service) ->
                        assertThat(service.get("image")).as(name).asString().matches(PINNED));
    }

    @Test
    void is_reached_from_this_machine_alone() {
        services()
                .forEach((name, service) ->
                        assertThat(list(service, "ports")).as(name).allMatch(port -> port.startsWith("127.0.0.1:")));
        assertThat(list(file.service("keyledger"), "ports")).isNotEmpty();
        assertThat(file.section("networks").get("databases")).containsEntry("internal", true);
        assertThat(membersOf("databases"))
                .containsExactlyInAnyOrder("mongo1", "mongo2", "mongo3", "mongo-initiate", "keyledger");
    }

    @Test
    void makes_one_replica_set_of_three() {
        var members = Set.of("mongo1", "mongo2", "mongo3");
        var stores = new HashSet<String>();
        for (var member : members) {
            assertThat(list(file.service(member), "command")).containsSequence("--replSet", "keyledger");
            stores.addAll(list(file.service(member), "volumes"));
        }
        assertThat(stores).hasSize(members.size());
        var uri =
                map(file.service("keyledger"), "environment").get("MONGODB_URI").toString();
        var script = ComposeFile.text("deploy/replica-set.js");
        assertThat(members).allSatisfy(member -> assertThat(uri).contains(member + ":27017"));
        assertThat(members).allSatisfy(member -> assertThat(script).contains("'" + member + ":27017'"));
        assertThat(uri).endsWith("?replicaSet=keyledger");
        assertThat(script).contains("_id: 'keyledger'");
    }

    @Test
    void configures_kafka_to_keep_acknowledged_records() {
        var kafka = map(file.service("kafka"), "environment");

        assertThat(kafka)
                .containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .containsEntry("KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE", "false")
                .containsEntry("KAFKA_LOG_FLUSH_INTERVAL_MESSAGES", "1");
        assertThat(list(file.service("kafka"), "volumes")).contains("kafka:" + kafka.get("KAFKA_LOG_DIRS"));
    }

    @Test
    void sets_only_what_keyledger_reads() {
        var known = ComposeFile.text("server/src/main/resources/application.yml");

        assertThat(map(file.service("keyledger"), "environment").keySet())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains("${" + name + ":"));
    }

    @Test
    void keeps_data_where_the_image_does() {
        assertThat(list(file.service("keyledger"), "volumes")).containsExactly("keyledger:/var/lib/keyledger");
        assertThat(ComposeFile.text("Dockerfile")).contains("KEYLEDGER_DATA=/var/lib/keyledger\n");
        assertThat(file.service("keyledger")).containsEntry("build", ".");
    }

    private List<String> membersOf(String network) {
        return file.services().entrySet().stream()
                .filter(service -> list(service.getValue(), "networks").contains(network))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> errors(ComposeFile file) {
        return schema().validate(JsonMapper.shared().valueToTree(file.content())).stream()
                .map(Error::toString)
                .toList();
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(ComposeDeploymentTest.class.getResourceAsStream("/compose/compose.schema.json"));
    }
}
