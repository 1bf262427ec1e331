package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each failure is reported in one paragraph that says what to do. */
@DisplayName("Failing to start")
class StartupFailureTest {

    @TempDir
    private Path folder;

    private Map<String, String> settings;

    @BeforeEach
    void with_valid_settings() {
        settings = ServiceProcess.settings(folder.resolve("data"));
    }

    @Test
    void on_a_port_in_use() throws IOException {
        try (var taken = new ServerSocket(0)) {
            settings.put("SERVER_PORT", String.valueOf(taken.getLocalPort()));

            assertThat(failed()).contains("Port " + taken.getLocalPort() + " is in use", "SERVER_PORT");
        }
    }

    @Test
    void with_a_management_port_in_use() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            settings.put("KEYLEDGER_MANAGEMENT_PORT", String.valueOf(taken.getLocalPort()));

            assertThat(failed())
                    .contains("Port " + taken.getLocalPort() + " at 127.0.0.1", "in use", "KEYLEDGER_MANAGEMENT_PORT");
        }
    }

    @Test
    void with_a_kafka_port_in_use() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            settings.put("KEYLEDGER_KAFKA_PORT", String.valueOf(taken.getLocalPort()));

            assertThat(failed()).contains("port " + taken.getLocalPort(), "KEYLEDGER_KAFKA_PORT");
        }
    }

    @Test
    void in_the_folder_of_another_process() {
        settings.put("KEYLEDGER_DATA", SharedService.service().settings().get("KEYLEDGER_DATA"));

        assertThat(failed()).contains("process " + SharedService.service().pid(), "stop it");
    }

    @Test
    void in_a_folder_that_is_a_file() throws IOException {
        Files.createFile(folder.resolve("data"));

        assertThat(failed()).contains("is a file", "KEYLEDGER_DATA");
    }

    @Test
    void with_another_master_key() throws IOException {
        var others = ServiceProcess.settings(folder.resolve("other"));
        assertThat(ServiceProcess.run(others, "rebuild").code()).isZero();
        assertThat(ServiceProcess.run(settings, "rebuild").code()).isZero();
        Files.copy(
                folder.resolve("other/master.key"),
                folder.resolve("data/master.key"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThat(failed()).contains("master key");
    }

    @Test
    void without_the_master_key() throws IOException {
        assertThat(ServiceProcess.run(settings, "rebuild").code()).isZero();
        Files.delete(folder.resolve("data/master.key"));

        assertThat(failed()).contains("No master key file at " + folder.resolve("data/master.key"));
        assertThat(folder.resolve("data/master.key")).doesNotExist();
    }

    @Test
    void with_an_invalid_setting() {
        settings.put("SERVER_PORT", "eighty");

        assertThat(failed()).contains("server.port (SERVER_PORT) must be a whole number, was \"eighty\"");
    }

    @Test
    void with_an_invalid_setting_of_a_module() {
        settings.put("KEYLEDGER_BCRYPT_COST", "99");

        assertThat(failed())
                .contains("keyledger.hashing.bcrypt-cost (KEYLEDGER_BCRYPT_COST) must be between 4 and 16, was 99");
    }

    @Test
    void with_a_setting_that_has_another_form() {
        settings.put("KEYLEDGER_LIMIT_SIGN_UP", "often");

        assertThat(failed())
                .contains("keyledger.limiting.sign-up (KEYLEDGER_LIMIT_SIGN_UP) must be calls/window such as 20/10m")
                .contains("was \"often\"");
    }

    @Test
    void with_an_invalid_duration() {
        settings.put("KEYLEDGER_SESSION_IDLE", "soon");

        assertThat(failed())
                .contains("keyledger.session.idle (KEYLEDGER_SESSION_IDLE) must be a duration longer than 0s")
                .contains("was \"soon\"");
    }

    @Test
    void with_a_misspelt_variable() {
        settings.put("KEYLEDGER_HASHING_TREADS", "2");

        assertThat(failed())
                .contains("KEYLEDGER_HASHING_TREADS is not a setting, did you mean KEYLEDGER_HASHING_THREADS?");
    }

    @Test
    void with_an_unknown_argument() {
        var ended = ServiceProcess.run(settings, "nonsense");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("nonsense", "Usage: keyledger");
    }

    private String failed() {
        var ended = ServiceProcess.run(settings);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output().strip().lines()).as(ended.output()).hasSize(1);
        return ended.output();
    }
}
