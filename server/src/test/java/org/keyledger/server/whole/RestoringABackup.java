package org.keyledger.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The real program, stopped, with an old {@code ledger.db} copied over the newer one. */
class RestoringABackup {

    @TempDir
    private Path folder;

    @Test
    void is_noticed_and_goes_on_in_a_new_epoch_when_the_operator_says_so() throws IOException {
        var settings = Program.settings(folder.resolve("data"));
        var kept = signUp(settings, "kept@example.com");
        copy("data/ledger.db", "backup.db");
        var lost = signUp(settings, "lost@example.com");
        copy("backup.db", "data/ledger.db");

        assertThat(refused(settings)).contains("it was set back", "./keyledger ledger restore");
        assertThat(Program.run(settings, "ledger", "restore").output())
                .contains("the vault: position", "of epoch 0", "Nothing was changed.");
        var parent = restored(settings);
        assertThat(refused(settings)).contains("read models", "./keyledger rebuild");
        assertThat(Program.run(settings, "rebuild").code()).isZero();

        try (var program = Program.start(settings)) {
            program.visitor().bearer(kept).get("/auth/me").expect(200);
            program.visitor().bearer(lost).get("/auth/me").expect(401);
            var again = program.visitor().signUp("lost@example.com").expect(201).string("/tenant_id");

            var read = new TopicReader(program.brokers())
                    .until("identity.events.v1", it -> it.subject().equals(again));
            assertThat(read).filteredOn(it -> id(it).contains(".1/")).first().satisfies(it -> {
                assertThat(it.type()).isEqualTo("ledger.reopened");
                assertThat(id(it)).endsWith(".1/" + (parent + 1));
                assertThat(it.value()).contains("\"epoch\":1", "\"parent_position\":" + parent);
            });
            assertThat(read).extracting(RestoringABackup::id).doesNotHaveDuplicates();
            assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
        }
    }

    private static String id(TopicReader.Read event) {
        return event.headers().getOrDefault("ce_id", "");
    }

    private static String signUp(Map<String, String> settings, String email) {
        try (var program = Program.start(settings)) {
            var token = program.visitor().signUp(email).expect(201).string("/token");
            program.stop();
            return token;
        }
    }

    private static String refused(Map<String, String> settings) {
        var ended = Program.run(settings);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output().strip().lines()).as(ended.output()).hasSize(1);
        return ended.output();
    }

    private static long restored(Map<String, String> settings) {
        var ended = Program.run(settings, "ledger", "restore", "--yes", "--json");
        assertThat(ended.code()).as(ended.output()).isZero();
        var lines = ended.output().lines().toList();
        var outcome = JsonMapper.shared().readTree(lines.get(lines.size() - 1));
        assertThat(outcome.at("/epoch").asInt()).isEqualTo(1);
        return outcome.at("/parent_position").asLong();
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }
}
