package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;
import org.keyledger.server.endtoend.ServiceClient.Response;
import org.keyledger.server.endtoend.ServiceProcess.ExitResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Backs a running service up, and puts back the backup, a copy of all files, and an older ledger. */
@DisplayName("Restoring a backup")
class BackupRestoreEndToEndTest {

    @TempDir
    private Path folder;

    private String keptKey = "";
    private String revokedLater = "";
    private String refreshToken = "";
    private String lost = "";

    @Test
    void is_noticed_and_continues_in_a_new_epoch_on_command() throws Exception {
        var settings = ServiceProcess.settings(folder.resolve("data"));
        try (var program = ServiceProcess.start(settings)) {
            use(program);
            program.stop();
        }

        putBackByHand();
        restoreIntoAnotherFolder();
        continueWithAnOlderLedger(settings);
    }

    private void use(ServiceProcess program) throws Exception {
        var kept = program.client().signUp("kept@example.com").expect(201);
        keptKey = kept.string("/api_key");
        refreshToken = kept.string("/session/refresh_token");
        var owner = program.client().bearer(kept.string("/token"));
        var second = owner.createKey("revoked after the backup").expect(201);
        revokedLater = second.string("/secret");
        backUpWhileWriting(program);
        copyByHand();
        owner.post("/customer/keys/" + second.string("/key_id") + "/revoke").expect(200);
        assertThat(program.client().check(revokedLater)).isEqualTo(401);
        lost = program.client().signUp("lost@example.com").expect(201).string("/token");
    }

    private void backUpWhileWriting(ServiceProcess program) throws Exception {
        var going = new AtomicBoolean(true);
        var writing = CompletableFuture.runAsync(() -> {
            for (var i = 0; going.get(); i++) {
                program.client()
                        .from("198.51.100." + i % 250)
                        .signUp("writing" + i + "@example.com")
                        .expect(201);
            }
        });
        var backedUp = ServiceProcess.run(program.settings(), "backup", folder.resolve("backup") + "", "--json");
        going.set(false);
        writing.join();
        assertThat(backedUp.code()).as(backedUp.output()).isZero();
        assertThat(backedUp.output()).contains("copied ledger.db:", "copied cells.db:", "copied vault.db:");
        try (var files = Files.list(folder.resolve("backup"))) {
            assertThat(files.toList())
                    .allSatisfy(file -> assertThat(modeOf(file)).isEqualTo("rw-------"))
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("ledger.db", "cells.db", "vault.db", "manifest.json");
        }
        assertThat(modeOf(folder.resolve("backup"))).isEqualTo("rwx------");
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** As somebody does who has read only the manual of SQLite: every database, the master key and the witness. */
    private void copyByHand() throws SQLException, IOException {
        Files.createDirectory(folder.resolve("by-hand"));
        for (var name : List.of("ledger", "vault", "cells", "views")) {
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/" + name + ".db"));
                    var statement = connection.createStatement()) {
                statement.execute("VACUUM INTO '" + folder.resolve("by-hand/" + name + ".db") + "'");
            }
        }
        for (var name : List.of("master.key", "witness.json")) {
            Files.copy(folder.resolve("data/" + name), folder.resolve("by-hand/" + name));
        }
    }

    private void putBackByHand() {
        var settings = ServiceProcess.settings(folder.resolve("by-hand"));

        assertThat(refused(settings))
                .contains(
                        "The files ledger.db and vault.db were moved or put back from a backup",
                        "./keyledger moved",
                        "./keyledger restore --accept");
        assertThat(restored(settings, "--accept").at("/epoch").asInt()).isEqualTo(1);
        assertThat(output(settings, "restore", "--confirm-keys", "all")).contains("keys of all tenants are accepted");
    }

    private void restoreIntoAnotherFolder() throws Exception {
        var settings = ServiceProcess.settings(folder.resolve("restored"));
        Files.createDirectory(folder.resolve("restored"));
        Files.copy(folder.resolve("data/master.key"), folder.resolve("restored/master.key"));
        var outcome = restored(settings, folder.resolve("backup") + "");
        assertThat(outcome.at("/keys").asString()).isEqualTo("suspend");

        try (var program = ServiceProcess.start(settings)) {
            assertThat(program.client().check(revokedLater)).isEqualTo(401);
            assertThat(program.client().check(keptKey)).isEqualTo(401);
            program.client().bearer(lost).get("/auth/me").expect(401);
            program.client().refresh(refreshToken).expect(401);
            var owner = program.client()
                    .bearer(program.client()
                            .logIn("kept@example.com")
                            .expect(200)
                            .string("/token"));
            assertThat(owner.get("/auth/sessions").expect(200).body().at("/sessions"))
                    .hasSize(1);
            confirmTheFirstKey(owner);
            assertThat(program.client().check(keptKey)).isEqualTo(200);
            assertThat(program.client().check(revokedLater)).isEqualTo(401);
            assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
        }
        oldPositionsVerify(outcome.at("/parent_position").asLong());
    }

    private void confirmTheFirstKey(ServiceClient owner) {
        var suspended =
                owner.get("/customer/keys?status=suspended").expect(200).body().at("/keys");
        assertThat(suspended).hasSize(2);
        var first = suspended
                .valueStream()
                .filter(key -> keptKey.startsWith(key.at("/prefix").asString()))
                .findFirst()
                .orElseThrow();
        Response confirmed = owner.post("/customer/keys/" + first.at("/key_id").asString() + "/confirm");
        assertThat(confirmed.expect(200).string("/status")).isEqualTo("active");
    }

    private void oldPositionsVerify(long parent) throws IOException {
        var manifest = JsonMapper.shared().readTree(Files.readString(folder.resolve("backup/manifest.json")));
        try (var storage = SqliteStorage.open(
                folder.resolve("restored"),
                MasterKey.at(folder.resolve("restored/master.key"), new SecureRandom())
                        .load(false),
                Clock.systemUTC(),
                new SecureRandom())) {
            assertThat(Chain.verify(storage.ledger())).isEmpty();
            assertThat(manifest.at("/position").asLong()).isEqualTo(parent);
            assertThat(storage.ledger().read(new Position(parent), 1).get(0).hash())
                    .hasToString(manifest.at("/hash").asString());
        }
    }

    /** The ledger alone is older, the other files are as they were, and the broker has seen what the ledger lost. */
    private void continueWithAnOlderLedger(Map<String, String> settings) throws IOException {
        Files.copy(
                folder.resolve("backup/ledger.db"),
                folder.resolve("data/ledger.db"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.delete(folder.resolve("data/cells.db"));

        assertThat(refused(settings)).contains("it was set back", "./keyledger restore --accept");
        assertThat(ServiceProcess.run(settings, "restore", "--accept").output())
                .contains("the vault: position", "of epoch 0", "Nothing was changed.");
        var parent = restored(settings, "--accept", "--keys", "keep")
                .at("/parent_position")
                .asLong();
        assertThat(refused(settings)).contains("Read models", "./keyledger rebuild");
        var snapshot = Files.readAllBytes(folder.resolve("data/verifier.snapshot"));
        assertThat(ServiceProcess.run(settings, "rebuild").code()).isZero();
        assertThat(folder.resolve("data/verifier.snapshot")).doesNotExist();
        Files.write(folder.resolve("data/verifier.snapshot"), snapshot);

        try (var program = ServiceProcess.start(settings)) {
            assertThat(program.log()).contains("verifier.snapshot is not used because it was written in epoch 0");
            assertThat(program.client().check(keptKey)).isEqualTo(200);
            program.client().refresh(refreshToken).expect(401);
            program.client().bearer(lost).get("/auth/me").expect(401);
            program.client().signUp("kept@example.com").expect(409);
            var again = program.client().signUp("lost@example.com").expect(201).string("/tenant_id");
            reopeningIsPublished(program, parent, again);
            assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
        }
    }

    private static void reopeningIsPublished(ServiceProcess program, long parent, String lastTenant) {
        var read = new TopicReader(program.brokers())
                .readUntil("identity.events.v1", it -> it.subject().equals(lastTenant));
        assertThat(read).filteredOn(it -> id(it).contains(".1/")).first().satisfies(it -> {
            assertThat(it.type()).isEqualTo("org.keyledger.ledger.reopened");
            assertThat(it.headers()).containsEntry("ce_actorkind", "operator").doesNotContainKey("ce_actoruser");
            assertThat(id(it)).endsWith(".1/" + (parent + 1));
            assertThat(it.value()).contains("\"epoch\":1", "\"parent_position\":" + parent);
        });
        assertThat(read)
                .filteredOn(it -> it.type().startsWith("org.keyledger.restore."))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.type()).isEqualTo("org.keyledger.restore.sessions-ended");
                    assertThat(it.headers()).containsEntry("ce_actorkind", "operator");
                    assertThat(id(it)).endsWith(".1/" + (parent + 2));
                });
        assertThat(read).extracting(BackupRestoreEndToEndTest::id).doesNotHaveDuplicates();
    }

    private static String id(TopicReader.TopicRecord event) {
        return event.headers().getOrDefault("ce_id", "");
    }

    private static String refused(Map<String, String> settings) {
        var ended = ServiceProcess.run(settings);
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output().strip().lines()).as(ended.output()).hasSize(1);
        return ended.output();
    }

    private static String output(Map<String, String> settings, String... arguments) {
        ExitResult ended = ServiceProcess.run(settings, arguments);
        assertThat(ended.code()).as(ended.output()).isZero();
        return ended.output();
    }

    private static JsonNode restored(Map<String, String> settings, String... arguments) {
        var all = new ArrayList<>(List.of("restore", "--yes", "--json"));
        all.addAll(List.of(arguments));
        var output = output(settings, all.toArray(String[]::new));
        assertThat(output).containsPattern("reading sign-ups: (\\d+) of \\1 events \\(100%\\)");
        var outcome =
                output.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
        return JsonMapper.shared().readTree(outcome);
    }
}
