package org.keyledger.ledger.masterkey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.StorageOpenException;

@DisplayName("Wrapping keys with the master key")
class MasterKeyTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] SECRET = "thirty-two bytes of a secret key".getBytes(UTF_8);

    @TempDir
    Path directory;

    @Test
    void can_be_undone_by_the_same_key() {
        MasterKey key = MasterKey.createIfAbsent(file(), RANDOM);
        WrappedKey wrapped = key.wrap(RANDOM, "ann", SECRET);

        assertThat(new String(wrapped.bytes(), ISO_8859_1)).doesNotContain(new String(SECRET, ISO_8859_1));
        assertThat(MasterKey.read(file()).unwrap("ann", wrapped)).isEqualTo(SECRET);
    }

    @Test
    void with_a_new_version_leaves_to_the_older_ones_what_they_wrapped() throws Exception {
        WrappedKey old = MasterKey.createIfAbsent(file(), RANDOM).wrap(RANDOM, "ann", SECRET);

        assertThat(MasterKey.addVersion(file(), RANDOM)).isEqualTo(2);

        MasterKey key = MasterKey.read(file());
        WrappedKey rewrapped = key.rewrap(RANDOM, "ann", old);
        assertThat(key.unwrap("ann", old)).isEqualTo(SECRET);
        assertThat(rewrapped.version()).isEqualTo(2);
        assertThat(key.unwrap("ann", rewrapped)).isEqualTo(SECRET);
        Files.writeString(file(), withoutVersionOne());
        assertThat(MasterKey.read(file()).unwrap("ann", rewrapped)).isEqualTo(SECRET);
    }

    private String withoutVersionOne() throws Exception {
        return Files.readString(file()).replaceFirst("(?m)^1 .*$", "");
    }

    @Test
    void cannot_be_undone_for_another_subject() {
        MasterKey key = MasterKey.createIfAbsent(file(), RANDOM);
        WrappedKey wrapped = key.wrap(RANDOM, "ann", SECRET);

        assertThatThrownBy(() -> key.unwrap("bob", wrapped)).isInstanceOf(StorageOpenException.class);
    }

    @Test
    void cannot_be_undone_by_another_key_or_from_damaged_bytes() {
        MasterKey key = MasterKey.createIfAbsent(file(), RANDOM);
        MasterKey other = MasterKey.createIfAbsent(directory.resolve("other"), RANDOM);
        WrappedKey wrapped = key.wrap(RANDOM, "ann", SECRET);
        byte[] damaged = wrapped.bytes().clone();
        damaged[20] ^= 1;

        assertThatThrownBy(() -> other.unwrap("ann", wrapped)).isInstanceOf(StorageOpenException.class);
        assertThatThrownBy(() -> key.unwrap("ann", new WrappedKey(1, damaged)))
                .isInstanceOf(StorageOpenException.class);
        assertThatThrownBy(() -> key.unwrap("ann", new WrappedKey(1, new byte[5])))
                .isInstanceOf(StorageOpenException.class);
    }

    @Test
    void uses_the_newest_version_and_still_opens_what_older_ones_wrapped() {
        MasterKey old = new MasterKey(Map.of(1, key(1)));
        MasterKey both = new MasterKey(Map.of(1, key(1), 2, key(2)));
        MasterKey newest = new MasterKey(Map.of(2, key(2)));
        WrappedKey first = old.wrap(RANDOM, "ann", SECRET);
        WrappedKey second = both.wrap(RANDOM, "ann", SECRET);

        assertThat(second.version()).isEqualTo(2);
        assertThat(both.unwrap("ann", first)).isEqualTo(SECRET);
        assertThat(newest.unwrap("ann", second)).isEqualTo(SECRET);
        assertThatThrownBy(() -> newest.unwrap("ann", first))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("version 1 of the master key is needed");
        assertThatThrownBy(() -> both.unwrap("ann", new WrappedKey(1, second.bytes())))
                .isInstanceOf(StorageOpenException.class);
    }

    @Test
    void shows_nothing_of_the_key() throws Exception {
        MasterKey key = MasterKey.createIfAbsent(file(), RANDOM);
        String line = Files.readAllLines(file()).get(2);

        assertThat(key.toString()).isEqualTo("MasterKey[versions [1]]");
        assertThat(line).startsWith("1 ");
        assertThat(Base64.getDecoder().decode(line.substring(2))).hasSize(32);
    }

    @Test
    void keeps_the_key_in_a_file_that_its_owner_alone_can_read() throws Exception {
        assumeTrue(Files.getFileStore(directory).supportsFileAttributeView("posix"));
        MasterKey.createIfAbsent(file(), RANDOM);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryContaining(file()::equals);
        try (var files = Files.list(directory)) {
            assertThat(files.toList()).as("files beside the key file").hasSize(1);
        }
    }

    @Test
    void takes_a_name_without_a_folder_for_one_in_the_working_folder() throws Exception {
        Path bare = Path.of("bare-" + directory.getFileName() + ".key");
        try {
            WrappedKey wrapped = MasterKey.createIfAbsent(bare, RANDOM).wrap(RANDOM, "ann", SECRET);

            assertThat(MasterKey.read(bare).unwrap("ann", wrapped)).isEqualTo(SECRET);
        } finally {
            Files.deleteIfExists(bare);
        }
    }

    @Test
    void returns_the_same_key_to_concurrent_creators() {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        WrappedKey wrapped =
                MasterKey.createIfAbsent(directory.resolve("before"), RANDOM).wrap(RANDOM, "ann", SECRET);
        assertThat(wrapped.version()).isEqualTo(1);

        List<MasterKey> all = IntStream.range(0, 16)
                .parallel()
                .mapToObj(n -> MasterKey.createIfAbsent(file(), RANDOM))
                .toList();

        WrappedKey first = all.get(0).wrap(RANDOM, "ann", SECRET);
        all.forEach(key -> keys.add(new String(key.unwrap("ann", first), UTF_8)));
        assertThat(keys).containsExactly(new String(SECRET, UTF_8));
    }

    @Test
    void explains_a_missing_key_file() {
        assertThatThrownBy(() -> MasterKey.read(file()))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("restore it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "1 c2hvcnQ=", "x AAAA", "1", "not a key at all", "1 ****"})
    void refuses_a_file_that_is_not_a_key_and_repeats_nothing_of_it(String content) throws Exception {
        Files.writeString(file(), content);

        assertThatThrownBy(() -> MasterKey.read(file()))
                .isInstanceOf(StorageOpenException.class)
                .hasMessage(file() + " is not a master key file: each line must be a version and 32 bytes in base64");
    }

    private Path file() {
        return directory.resolve("master.key");
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
