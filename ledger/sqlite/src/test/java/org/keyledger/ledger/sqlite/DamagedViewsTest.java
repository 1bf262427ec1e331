package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("Opening a storage with damaged views")
class DamagedViewsTest {

    private static final int DOCUMENTS = 2_000;

    @TempDir
    Path directory;

    @FunctionalInterface
    private interface Damage {

        void applyTo(Path file) throws IOException;
    }

    /** Damages that are found when the file is opened. */
    private static Stream<Arguments> visibleDamages() {
        return Stream.of(
                damage("random bytes over the header", file -> overwrite(file, 0, 32_768)),
                damage("one random byte in the header string", file -> overwrite(file, 3, 1)),
                damage("zeros", file -> Files.write(file, new byte[32_768])),
                damage("a text", file -> Files.writeString(file, "not a database\n".repeat(100))),
                damage("a truncated file", file -> truncate(file, Files.size(file) / 2)),
                damage("half a page", file -> truncate(file, 2_048)),
                damage("another application id", file -> overwrite(file, 68, 4)));
    }

    /** Damages that are found when a damaged page is read, or when the file was not closed. */
    private static Stream<Arguments> hiddenDamages() {
        return Stream.of(
                damage("random bytes in the second page", file -> overwrite(file, 5_000, 3_000)),
                damage("random bytes in the middle", file -> overwrite(file, Files.size(file) / 2, 8_192)),
                damage("random bytes at the end", file -> overwrite(file, Files.size(file) - 40_000, 40_000)));
    }

    private static Stream<Arguments> damages() {
        return Stream.concat(visibleDamages(), hiddenDamages());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("visibleDamages")
    void is_refused_with_the_command_that_repairs(String name, Damage damage) throws IOException {
        fillViews();
        damage.applyTo(views());

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining(views().toString())
                .hasMessageContaining("./keyledger rebuild");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hiddenDamages")
    void reports_what_is_found_later(String name, Damage damage) throws IOException {
        fillViews();
        damage.applyTo(views());

        try (LedgerStorage storage = open()) {
            assertThatThrownBy(() -> readAll(storage.views()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("./keyledger rebuild");
            assertThat(storage.views().damage())
                    .hasValueSatisfying(it -> assertThat(it).contains("views.db", "./keyledger rebuild"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hiddenDamages")
    void is_refused_after_a_crash(String name, Damage damage) throws IOException {
        try (LedgerStorage storage = open()) {
            put(storage.views(), DOCUMENTS);
            storage.views().drop("others"); // returns when every document is in the file
            Files.copy(views(), directory.resolve("copy.db"));
            Files.copy(directory.resolve("views.db-wal"), directory.resolve("copy.db-wal"));
        }
        Files.move(directory.resolve("copy.db"), views(), StandardCopyOption.REPLACE_EXISTING);
        Files.move(directory.resolve("copy.db-wal"), directory.resolve("views.db-wal"));
        damage.applyTo(Files.size(views()) > 60_000 ? views() : directory.resolve("views.db-wal"));

        try (LedgerStorage storage = open()) {
            assertThat(readAll(storage.views()))
                    .as("a WAL ends at its first damaged frame")
                    .isLessThan(DOCUMENTS);
        } catch (StorageOpenException e) {
            assertThat(e).hasMessageContaining("./keyledger rebuild");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void for_a_rebuild_writes_a_new_file_and_sets_the_old_one_aside(String name, Damage damage) throws IOException {
        fillViews();
        damage.applyTo(views());
        byte[] damaged = Files.readAllBytes(views());

        try (LedgerStorage storage = openForRebuild()) {
            put(storage.views(), 10);
            assertThat(Files.readAllBytes(views())).isEqualTo(damaged);
            storage.views().assignAlias("alias", "v");
            assertThat(storage.views().count("alias")).isEqualTo(10);
            storage.views().drop("others");
        }

        assertThat(names())
                .filteredOn(it -> it.startsWith("views.db.damaged-") && !it.endsWith("-shm"))
                .singleElement()
                .satisfies(it -> assertThat(directory.resolve(it)).hasBinaryContent(damaged));
        try (LedgerStorage storage = open()) {
            assertThat(readAll(storage.views())).isEqualTo(10);
        }
    }

    @Test
    void for_a_rebuild_that_is_interrupted_keeps_the_damaged_file() throws IOException {
        fillViews();
        overwrite(views(), 0, 32_768);
        byte[] damaged = Files.readAllBytes(views());

        for (int attempt = 0; attempt < 2; attempt++) {
            try (LedgerStorage storage = openForRebuild()) {
                assertThat(readAll(storage.views())).isZero();
                put(storage.views(), 10);
            }
            assertThat(Files.readAllBytes(views())).isEqualTo(damaged);
        }
    }

    @Test
    void for_a_rebuild_of_sound_views_keeps_the_file() throws IOException {
        fillViews();

        try (LedgerStorage storage = openForRebuild()) {
            assertThat(readAll(storage.views())).isEqualTo(DOCUMENTS);
            storage.views().assignAlias("alias", "v");
        }

        assertThat(names()).noneMatch(it -> it.contains("damaged"));
    }

    @Test
    void for_a_rebuild_refuses_a_newer_format() throws Exception {
        fillViews();
        try (RandomAccessFile file = new RandomAccessFile(views().toFile(), "rw")) {
            file.seek(60);
            file.writeInt(2);
        }

        assertThatThrownBy(this::openForRebuild).hasMessageContaining("start the version that wrote it");
    }

    @Test
    void of_other_files_names_what_to_do() throws IOException {
        open().close();
        for (String name : List.of("ledger.db", "vault.db", "cells.db")) {
            byte[] sound = Files.readAllBytes(directory.resolve(name));
            overwrite(directory.resolve(name), 0, 4_096);

            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageOpenException.class)
                    .hasMessageContaining(
                            name.equals("cells.db") ? "./keyledger restore --accept" : "restore it from a backup");
            Files.write(directory.resolve(name), sound);
        }
    }

    private void fillViews() {
        try (LedgerStorage storage = open()) {
            put(storage.views(), DOCUMENTS);
        }
    }

    private static void put(Views views, int count) {
        try (Batch batch = views.begin("projection", Optional.empty())) {
            for (int i = 0; i < count; i++) {
                batch.put(
                        "v",
                        new Document(
                                "document-" + i,
                                Position.FIRST,
                                ("{\"text\":\"" + "x".repeat(200) + "\"}").getBytes(UTF_8),
                                Map.of("unique", "key-" + i),
                                Map.of()));
            }
            batch.commit();
        }
    }

    private static int readAll(Views views) {
        int read = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            read += views.find("v", "document-" + i).isPresent() ? 1 : 0;
            views.findUnique("v", "unique", "key-" + i);
        }
        return read;
    }

    private LedgerStorage open() {
        return SqliteStorage.open(directory, master(), Clock.systemUTC(), new SecureRandom());
    }

    private LedgerStorage openForRebuild() {
        return SqliteStorage.openForRebuild(directory, master(), Clock.systemUTC(), new SecureRandom());
    }

    private MasterKey master() {
        return MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom());
    }

    private Path views() {
        return directory.resolve("views.db");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Arguments damage(String name, Damage damage) {
        return Arguments.of(name, damage);
    }

    private static void overwrite(Path file, long from, int count) throws IOException {
        byte[] random = new byte[count];
        new Random(24).nextBytes(random);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(from);
            open.write(random);
        }
    }

    private static void truncate(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }
}
