package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import tools.jackson.databind.json.JsonMapper;

/** Every file that can be computed from the ledger is damaged, all at once. */
@DisplayName("Starting with damaged files")
class DamagedFilesEndToEndTest {

    @TempDir
    private Path folder;

    private Path data;
    private Map<String, String> settings;

    @Test
    void sets_them_aside_and_repeats_no_mail_and_no_audit_line() throws IOException {
        data = folder.resolve("data");
        settings = ServiceProcess.settings(data);
        var before = signUpAndChangePassword();
        damageFiles();

        refuseWithTheCommand();
        assertThat(ServiceProcess.run(settings, "rebuild").code()).isZero();
        assertThat(names(data)).anyMatch(name -> name.startsWith("views.db.damaged-"));
        Files.write(data.resolve("verifier.snapshot"), randomBytes());

        try (var program = ServiceProcess.start(settings)) {
            program.client().logIn("ada@example.com").expect(401);
            program.client().signUp("bob@example.com").expect(201);
            program.client().awaitVerificationToken("bob@example.com");
            assertThat(program.client().management().get("/mailbox").text())
                    .as("mails that were sent before")
                    .doesNotContain("ada@example.com");
            Eventually.awaitTrue(() -> auditIds().size() > before.size() + 1, this::auditIds);
            assertThat(auditIds()).startsWith(before.toArray(String[]::new)).doesNotHaveDuplicates();
            assertNamed(program);
        }
    }

    /** The ids of the audit lines. */
    private List<String> signUpAndChangePassword() {
        try (var program = ServiceProcess.start(settings)) {
            var client = program.client();
            var token = client.signUp("ada@example.com").expect(201).string("/token");
            var link = client.awaitVerificationToken("ada@example.com");
            client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(link))
                    .expect(200);
            client.bearer(token)
                    .post(
                            "/auth/change-password",
                            "{\"current_password\":\"%s\",\"password\":\"another-violet-tram-9\"}"
                                    .formatted(ServiceClient.PASSWORD))
                    .expect(200);
            client.awaitMail("ada@example.com", "password");
            Eventually.awaitTrue(() -> auditIds().size() > 2, this::auditIds);
            program.stop();
            return auditIds();
        }
    }

    private void damageFiles() throws IOException {
        Files.write(data.resolve("kafka/meta.properties"), new byte[0]);
        try (var views = new RandomAccessFile(data.resolve("views.db").toFile(), "rw")) {
            views.seek(5_000);
            views.write(randomBytes(), 0, 3_000);
        }
        Files.write(data.resolve("consumers/mailer.parked.ndjson"), randomBytes());
        Files.writeString(data.resolve("consumers/mailer.parked.ndjson"), "\n", StandardOpenOption.APPEND);
        var archive = auditFiles().get(auditFiles().size() - 1);
        Files.writeString(archive, "garbage\n" + Files.readString(archive));
    }

    private void refuseWithTheCommand() {
        var refused = ServiceProcess.run(settings);
        assertThat(refused.code()).isEqualTo(1);
        var lines = refused.output().strip().lines().toList();
        assertThat(lines.get(lines.size() - 1)).contains("views.db is damaged", "./keyledger rebuild");
        assertThat(refused.output()).doesNotContain("\tat ");
    }

    private void assertNamed(ServiceProcess program) throws IOException {
        assertThat(names(data)).anyMatch(name -> name.startsWith("kafka.damaged-"));
        assertThat(program.log())
                .contains("verifier.snapshot is not used because it has another format")
                .contains("Kafka data folder " + data.resolve("kafka") + " is damaged")
                .contains("It was set aside as " + data.resolve("kafka") + ".damaged-")
                .contains("mailer.parked.ndjson was set aside as")
                .contains(".ndjson was set aside as");
        var health = program.client().management().get("/health").expect(200).body();
        assertThat(health.at("/parts/broker/reason").asString()).isEqualTo("running");
        assertThat(health.at("/parts/mailer/reason").asString()).contains("set aside as mailer.parked.ndjson.damaged-");
        assertThat(health.at("/parts/audit/reason").asString()).contains("set aside as audit-", ".damaged-");
    }

    private List<String> auditIds() {
        return auditFiles().stream()
                .flatMap(file -> lines(file)
                        .map(line ->
                                JsonMapper.shared().readTree(line).at("/id").asString()))
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readString(file, UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> auditFiles() {
        var archive = data.resolve("audit");
        return Files.exists(archive)
                ? names(archive).stream()
                        .filter(name -> name.endsWith(".ndjson"))
                        .map(archive::resolve)
                        .toList()
                : List.of();
    }

    private static List<String> names(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] randomBytes() {
        var random = new byte[32_768];
        new Random(24).nextBytes(random);
        return random;
    }
}
