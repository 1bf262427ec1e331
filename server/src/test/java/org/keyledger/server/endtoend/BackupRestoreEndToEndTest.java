package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Replaces {@code ledger.db} by an older copy and deletes the cells while the service is stopped. */
@DisplayName("Restoring the ledger from a backup")
class BackupRestoreEndToEndTest {

    @TempDir
    private Path folder;

    @Test
    void is_detected_and_continues_in_a_new_epoch_on_command() throws Exception {
        var settings = ServiceProcess.settings(folder.resolve("data"));
        String kept;
        String lost;
        try (var program = ServiceProcess.start(settings)) {
            kept = program.client().signUp("kept@example.com").expect(201).string("/token");
            backUp();
            lost = program.client().signUp("lost@example.com").expect(201).string("/token");
            program.stop();
        }
        Files.copy(folder.resolve("backup.db"), folder.resolve("data/ledger.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(folder.resolve("data/cells.db"));

        assertThat(refused(settings)).contains("it was set back", "./keyledger ledger restore");
        assertThat(ServiceProcess.run(settings, "ledger", "restore").output())
                .contains("the vault: position", "of epoch 0", "Nothing was changed.");
        var parent = restored(settings);
        assertThat(refused(settings)).contains("Read models", "./keyledger rebuild");
        assertThat(ServiceProcess.run(settings, "rebuild").code()).isZero();

        try (var program = ServiceProcess.start(settings)) {
            program.client().bearer(kept).get("/auth/me").expect(200);
            program.client().bearer(lost).get("/auth/me").expect(401);
            program.client().signUp("kept@example.com").expect(409);
            var again = program.client().signUp("lost@example.com").expect(201).string("/tenant_id");

            var read = new TopicReader(program.brokers())
                    .readUntil("identity.events.v1", it -> it.subject().equals(again));
            assertThat(read).filteredOn(it -> id(it).contains(".1/")).first().satisfies(it -> {
                assertThat(it.type()).isEqualTo("org.keyledger.ledger.reopened");
                assertThat(it.headers())
                        .containsEntry("ce_actorkind", "operator")
                        .doesNotContainKey("ce_actoruser");
                assertThat(id(it)).endsWith(".1/" + (parent + 1));
                assertThat(it.value()).contains("\"epoch\":1", "\"parent_position\":" + parent);
            });
            assertThat(read).extracting(BackupRestoreEndToEndTest::id).doesNotHaveDuplicates();
            assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
        }
    }

    private static String id(TopicReader.TopicRecord event) {
        return event.headers().getOrDefault("ce_id", "");
    }

    /** Copies the file while the service runs, as docs/operate/backup.md describes. */
    private void backUp() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/ledger.db"));
                var statement = connection.createStatement()) {
            statement.execute("VACUUM INTO '" + folder.resolve("backup.db") + "'");
        }
    }

    private static String refused(Map<String, String> settings) {
        var ended = ServiceProcess.run(settings);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output().strip().lines()).as(ended.output()).hasSize(1);
        return ended.output();
    }

    private static long restored(Map<String, String> settings) {
        var ended = ServiceProcess.run(settings, "ledger", "restore", "--yes", "--json");
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).containsPattern("reading sign-ups: (\\d+) of \\1 events \\(100%\\)");
        var lines = ended.output().lines().toList();
        var outcome = JsonMapper.shared().readTree(lines.get(lines.size() - 1));
        assertThat(outcome.at("/epoch").asInt()).isEqualTo(1);
        return outcome.at("/parent_position").asLong();
    }
}
