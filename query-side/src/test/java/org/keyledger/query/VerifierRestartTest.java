package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.ledger.Eventually;

@DisplayName("Starting the verifier from its snapshot")
@Timeout(120)
class VerifierRestartTest {

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);

    @TempDir
    private Path folder;

    @Test
    void verifies_as_before_and_applies_what_came_after_the_snapshot() throws IOException {
        var session = ada.session(CredentialVersion.FIRST);
        var signing = ada.signingKey(TestAccount.PUBLIC_KEY);
        var revoked = ada.key("revoked");
        try (var node = node()) {
            node.record(ada.signUp());
            node.record(ada.key("one"), revoked, session, signing);
            node.awaitAllApplied();
        }
        var written = Files.readAllBytes(snapshot());
        try (var node = node()) {
            node.record(new ApiKeyRevoked(revoked.key()));
            node.record(ada.key("two"));
            node.awaitAllApplied();
        }
        Files.write(snapshot(), written);

        try (var node = node()) {
            node.awaitAllApplied();

            assertThat(isActive(node, "one")).isTrue();
            assertThat(isActive(node, "two")).isTrue();
            assertThat(isActive(node, "revoked")).isFalse();
            assertThat(node.activeSigningKey(signing.key())).isPresent();
            assertThat(node.activeSession(session.session())).isPresent();
        }
    }

    /** A key that was revoked is not accepted because an old or foreign file contains it. */
    @Test
    void builds_from_the_events_if_the_file_belongs_to_another_ledger_or_is_ahead() throws IOException {
        var other = Stores.inMemory();
        try (var node = QuerySideNode.withSnapshot(other, snapshot())) {
            var eve = TestAccount.of("eve", other);
            node.record(eve.signUp());
            node.record(eve.key("eve's"));
            node.awaitAllApplied();
        }

        try (var node = node()) {
            node.record(ada.signUp());
            node.record(ada.key("one"));
            node.awaitAllApplied();
            assertThat(isActive(node, "eve's")).isFalse();
            assertThat(isActive(node, "one")).isTrue();
        }
    }

    @Test
    void builds_from_the_events_if_the_file_is_damaged_and_writes_it_again() throws IOException {
        try (var node = node()) {
            node.record(ada.signUp());
            node.record(ada.key("one"));
            node.awaitAllApplied();
        }
        var content = Files.readAllBytes(snapshot());
        content[content.length - 1] ^= 1;
        Files.write(snapshot(), content);
        var left = Files.write(snapshot().resolveSibling("verifier.snapshot.new"), content);

        try (var node = node()) {
            node.awaitAllApplied();
            assertThat(isActive(node, "one")).isTrue();
            Eventually.awaitTrue(
                    () -> size() > 0 && !Arrays.equals(bytes(), content) && Files.notExists(left),
                    Duration.ofSeconds(20),
                    () -> "not written again");
        }
    }

    @Test
    void writes_the_first_snapshot_while_it_runs() {
        try (var node = node()) {
            node.record(ada.signUp());
            node.awaitAllApplied();

            Eventually.awaitTrue(() -> size() > 0, Duration.ofSeconds(20), () -> "not written");
        }
    }

    private long size() {
        return Files.exists(snapshot()) ? bytes().length : 0;
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(snapshot());
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static boolean isActive(QuerySideNode node, String prefix) {
        return node.activeKey(new KeyPrefix(prefix), TestAccount.secret(prefix)).isPresent();
    }

    private QuerySideNode node() {
        return QuerySideNode.withSnapshot(stores, snapshot());
    }

    private Path snapshot() {
        return folder.resolve("verifier.snapshot");
    }
}
