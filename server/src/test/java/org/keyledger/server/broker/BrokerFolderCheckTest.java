package org.keyledger.server.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Checking the folder of the embedded Kafka broker")
class BrokerFolderCheckTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T23:31:04Z"), ZoneOffset.UTC);

    @TempDir
    private Path data;

    private Path folder;
    private Path aside;

    @BeforeEach
    void with_a_formatted_folder() {
        folder = data.resolve("kafka");
        aside = data.resolve("kafka.damaged-20261128T233104Z");
        format();
    }

    @FunctionalInterface
    private interface Damage {

        void applyTo(Path folder) throws IOException;
    }

    private static Stream<Arguments> damages() {
        return Stream.of(
                damage("no meta.properties", folder -> Files.delete(folder.resolve("meta.properties"))),
                damage("an empty meta.properties", folder -> overwrite(folder, "meta.properties", new byte[0])),
                damage("zeros in meta.properties", folder -> overwrite(folder, "meta.properties", new byte[512])),
                damage(
                        "random bytes in meta.properties",
                        folder -> overwrite(folder, "meta.properties", randomBytes())),
                damage("a malformed escape in meta.properties", folder -> append(folder, "\n\\u00zz=1\n")),
                damage("no cluster id", folder -> change(folder, "(?m)^cluster.id=.*$", "")),
                damage("half a cluster id", folder -> change(folder, "(?m)^(cluster.id=.{12}).*$", "$1")),
                damage("a cut cluster id prefix", folder -> change(folder, "(?m)^(cluster.id=key).*$", "$1")),
                damage("another version", folder -> change(folder, "(?m)^version=.*$", "version=garbled")),
                damage("no directory id", folder -> change(folder, "(?m)^directory.id=.*$", "")),
                damage("another node id", folder -> change(folder, "(?m)^node.id=.*$", "node.id=")),
                damage("a folder meta.properties", BrokerFolderCheckTest::replaceByFolder),
                damage("no client.properties", folder -> Files.delete(folder.resolve("client.properties"))),
                damage("an empty client.properties", folder -> overwrite(folder, "client.properties", new byte[0])),
                damage("random client.properties", folder -> overwrite(folder, "client.properties", randomBytes())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void sets_a_damaged_folder_aside_with(String name, Damage damage) throws IOException {
        damage.applyTo(folder);
        Files.writeString(folder.resolve("kept"), "kept");

        BrokerFolderCheck.moveAsideIfDamaged(folder, CLOCK);

        assertThat(folder).doesNotExist();
        assertThat(aside.resolve("kept")).hasContent("kept");
        format();
        BrokerFolderCheck.moveAsideIfDamaged(folder, CLOCK);
        assertThat(folder.resolve("meta.properties")).exists();
    }

    @Test
    void leaves_a_sound_folder() throws IOException {
        BrokerFolderCheck.moveAsideIfDamaged(folder, CLOCK);

        assertThat(contents()).containsExactly("kafka");
    }

    @Test
    void leaves_a_missing_or_empty_folder() throws IOException {
        BrokerFolderCheck.moveAsideIfDamaged(data.resolve("none"), CLOCK);
        BrokerFolderCheck.moveAsideIfDamaged(Files.createDirectory(data.resolve("empty")), CLOCK);

        assertThat(contents()).containsExactly("empty", "kafka");
    }

    @Test
    void chooses_another_name_if_the_first_is_taken() throws IOException {
        Files.createDirectory(aside);
        overwrite(folder, "meta.properties", new byte[0]);

        BrokerFolderCheck.moveAsideIfDamaged(folder, CLOCK);

        assertThat(contents()).containsExactly("kafka.damaged-20261128T233104Z", "kafka.damaged-20261128T233105Z");
    }

    @Test
    void refuses_the_folder_of_another_cluster() throws IOException {
        change(folder, "(?m)^cluster.id=.*$", "cluster.id=MkU3OEVBNTcwNTJENDM2Qg");

        assertThatThrownBy(() -> BrokerFolderCheck.moveAsideIfDamaged(folder, CLOCK))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("another Kafka cluster");
        assertThat(contents()).containsExactly("kafka");
    }

    @Test
    void refuses_files_of_other_programs() throws IOException {
        var other = Files.createDirectory(data.resolve("other"));
        Files.writeString(other.resolve("thesis.txt"), "not to be lost");

        assertThatThrownBy(() -> BrokerFolderCheck.moveAsideIfDamaged(other, CLOCK))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining("not of a Kafka broker");
        assertThat(other.resolve("thesis.txt")).exists();
    }

    private void format() {
        new BrokerFolder(folder, BrokerAccess.of(folder, new SecureRandom())).prepare();
    }

    private List<String> contents() throws IOException {
        try (var files = Files.list(data)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Arguments damage(String name, Damage damage) {
        return Arguments.of(name, damage);
    }

    private static byte[] randomBytes() {
        var bytes = new byte[4096];
        new Random(24).nextBytes(bytes);
        return bytes;
    }

    private static void overwrite(Path folder, String file, byte[] bytes) throws IOException {
        Files.write(folder.resolve(file), bytes);
    }

    private static void append(Path folder, String text) throws IOException {
        var meta = folder.resolve("meta.properties");
        Files.writeString(meta, Files.readString(meta) + text);
    }

    private static void change(Path folder, String pattern, String replacement) throws IOException {
        var meta = folder.resolve("meta.properties");
        Files.writeString(meta, Files.readString(meta).replaceFirst(pattern, replacement));
    }

    private static void replaceByFolder(Path folder) throws IOException {
        Files.delete(folder.resolve("meta.properties"));
        Files.createDirectory(folder.resolve("meta.properties"));
    }
}
