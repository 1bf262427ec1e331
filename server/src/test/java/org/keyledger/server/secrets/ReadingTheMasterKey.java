package org.keyledger.server.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.server.settings.StartRefused;

class ReadingTheMasterKey {

    @TempDir
    private Path folder;

    private Path file;
    private MasterKeyFile masterKey;

    @BeforeEach
    void in_a_folder_without_one() {
        file = folder.resolve("master.key");
        masterKey = new MasterKeyFile(file);
    }

    @Test
    void makes_one_for_its_owner_only() throws IOException {
        var key = masterKey.read(false);

        assertThat(key).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(Base64.getEncoder().encodeToString(key) + "\n");
    }

    @Test
    void gives_the_same_again() {
        assertThat(masterKey.read(false)).isEqualTo(masterKey.read(true));
    }

    @Test
    void makes_none_where_a_vault_waits_for_the_old_one() {
        assertThatThrownBy(() -> masterKey.read(true))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("KEYLEDGER_MASTER_KEY_FILE");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "dG9vIHNob3J0"})
    void refuses_what_is_no_key(String content) throws IOException {
        Files.writeString(file, content);

        assertThatThrownBy(() -> masterKey.read(true))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("holds no master key");
    }
}
