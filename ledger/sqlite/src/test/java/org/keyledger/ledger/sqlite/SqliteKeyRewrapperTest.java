package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;

/** Rewraps all keys and secrets with a new version of the master key. */
@DisplayName("Rewrapping keys in the SQLite vault")
class SqliteKeyRewrapperTest {

    private static final List<String> SUBJECTS =
            IntStream.range(0, 1_600).mapToObj(n -> "user-" + n).toList();
    private static final String GONE = "user-7";

    @TempDir
    Path directory;

    private Map<String, Subject> before;

    @BeforeEach
    void given_a_vault_and_a_second_version() {
        MasterKey.createIfAbsent(key(directory), new SecureRandom());
        try (Vault vault = open(directory)) {
            vault.createKeys(SUBJECTS);
            vault.putSecretIfAbsent("pepper", "of long ago".getBytes(UTF_8));
            vault.destroyKey(GONE, new Position(3));
            before = opened(vault);
        }
        MasterKey.addVersion(key(directory), new SecureRandom());
    }

    @Test
    void changes_no_key_and_needs_the_old_version_no_more() throws Exception {
        try (Vault vault = open(directory)) {
            assertThat(vault.rewrap((done, all) -> assertThat(done).isLessThanOrEqualTo(all)))
                    .isEqualTo(SUBJECTS.size() - 1 + 2);
            assertThat(vault.rewrap((done, all) -> {})).isZero();
        }
        assertThatNothingChanged();
    }

    @Test
    void that_is_killed_in_the_middle_loses_nothing_and_is_done_again() throws Exception {
        try (ChildProcess child = ChildProcess.run(CrashingProcess.class, directory.toString())) {
            String output = String.join("\n", child.lines().toList());
            assertThat(child.process().waitFor()).as(output).isEqualTo(CrashingProcess.CODE);
        }
        try (Vault vault = open(directory)) {
            assertThat(opened(vault)).isEqualTo(before);
            assertThat(vault.rewrap((done, all) -> {})).isBetween(2L, SUBJECTS.size() - 1L);
        }
        assertThatNothingChanged();
    }

    @Test
    void leaves_no_copy_behind_that_would_outlive_a_key() throws Exception {
        Map<String, byte[]> old = wrapped();
        try (Vault vault = open(directory)) {
            vault.rewrap((done, all) -> {});
            Map<String, byte[]> rewrapped = wrapped();
            assertThat(files()).contains(text(rewrapped.get("user-11")));

            List<String> erased = SUBJECTS.subList(10, 100);
            erased.forEach(subject -> vault.destroyKey(subject, new Position(4)));

            String files = files();
            for (String subject : erased) {
                assertThat(files.contains(text(old.get(subject)))).as(subject).isFalse();
                assertThat(files.contains(text(rewrapped.get(subject))))
                        .as(subject)
                        .isFalse();
            }
        }
    }

    private void assertThatNothingChanged() throws Exception {
        Files.writeString(key(directory), Files.readString(key(directory)).replaceFirst("(?m)^1 .*$", ""));
        try (Vault vault = open(directory)) {
            assertThat(opened(vault)).isEqualTo(before);
            assertThat(vault.findSecret("pepper")).hasValue("of long ago".getBytes(UTF_8));
        }
    }

    @Test
    void must_come_before_the_old_version_goes() throws Exception {
        Files.writeString(key(directory), Files.readString(key(directory)).replaceFirst("(?m)^1 .*$", ""));

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("version 1 of the master key is needed");
    }

    private static Map<String, Subject> opened(Vault vault) {
        return SUBJECTS.stream().collect(Collectors.toMap(Function.identity(), vault::findKey));
    }

    private Map<String, byte[]> wrapped() throws Exception {
        Map<String, byte[]> wrapped = new HashMap<>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("vault.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT subject, wrapped FROM keys")) {
            while (row.next()) {
                wrapped.put(row.getString(1), row.getBytes(2));
            }
        }
        return wrapped;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private String files() throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.newDirectoryStream(directory, "vault.db*")) {
            for (Path file : files) {
                all.append(text(Files.readAllBytes(file)));
            }
        }
        return all.toString();
    }

    private static Vault open(Path directory) {
        return SqliteVault.open(
                new Database(directory.resolve("vault.db"), SqliteVault.FORMAT),
                new VaultKeyWrapper(MasterKey.read(key(directory)), new SecureRandom()),
                why -> {
                    throw new AssertionError(why);
                });
    }

    private static Path key(Path directory) {
        return directory.resolve("master.key");
    }

    /** A process that halts after the first keys are rewrapped. */
    static final class CrashingProcess {

        static final int CODE = 9;

        public static void main(String[] args) {
            open(Path.of(args[0])).rewrap((done, all) -> Runtime.getRuntime().halt(CODE));
        }
    }
}
