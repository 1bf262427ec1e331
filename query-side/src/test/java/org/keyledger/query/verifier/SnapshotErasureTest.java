package org.keyledger.query.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.ledger.encryption.LedgerJson;
import org.keyledger.query.FixedServiceKeys;
import org.keyledger.query.QuerySideNode;
import org.keyledger.query.Stores;
import org.keyledger.query.TestAccount;

@DisplayName("Erasing a person from the verifier's snapshot")
@Timeout(120)
class SnapshotErasureTest {

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final TestAccount bob = TestAccount.of("bob", stores);

    @TempDir
    private Path folder;

    @Test
    void leaves_nothing_of_a_user_and_a_tenant_in_any_block() throws IOException {
        var session = ada.session(CredentialVersion.FIRST);
        var key = ada.restrictedKey("ada's", null, null, IpAllowList.parse(List.of("198.51.100.77")), null);
        var signing = ada.signingKey(TestAccount.PUBLIC_KEY);
        try (var node = node()) {
            node.record(ada.signUp());
            node.record(bob.signUp());
            node.record(key, signing, session, ada.passwordChange(2, session.session()));
            node.record(bob.key("bob's"), ada.ownedKey("tenant's", KeyOwner.of(ada.tenant()), null));
            node.awaitAllApplied();
        }
        var traces = List.of(
                bytes(TestAccount.secret("ada's")),
                bytes(key.key().value()),
                bytes(signing.key().value()),
                bytes(session.session().value()),
                "198.51.100.77".getBytes(StandardCharsets.US_ASCII),
                TestAccount.PUBLIC_KEY.pem().getBytes(StandardCharsets.US_ASCII));
        assertThat(traces).allMatch(trace -> contains(decrypted(), trace));
        var size = Files.size(snapshot());

        snapshots().erase(ada.user().value());

        assertThat(traces).noneMatch(trace -> contains(decrypted(), trace));
        assertThat(contains(decrypted(), bytes(TestAccount.secret("tenant's")))).isTrue();
        snapshots().erase(ada.tenant().value());
        assertThat(contains(decrypted(), bytes(TestAccount.secret("tenant's")))).isFalse();
        assertThat(contains(decrypted(), bytes(TestAccount.secret("bob's")))).isTrue();
        assertThat(Files.size(snapshot())).isEqualTo(size);
        assertThat(snapshots().load(Instant.MIN)).isPresent();
        try (var node = node()) {
            node.awaitAllApplied();
            assertThat(node.activeKey(new KeyPrefix("bob's"), TestAccount.secret("bob's")))
                    .isPresent();
            assertThat(node.activeSession(session.session())).isEmpty();
        }
    }

    /** The first principal has the number that the overwritten entry of another one seems to name. */
    @Test
    void leaves_the_sessions_of_other_users_accepted() throws IOException {
        var kept = bob.session(CredentialVersion.FIRST);
        var erased = ada.session(CredentialVersion.FIRST);
        try (var node = node()) {
            node.record(bob.signUp());
            node.record(kept, bob.passwordChange(2, kept.session()));
            node.record(ada.signUp());
            node.record(erased, ada.passwordChange(2, erased.session()));
            node.awaitAllApplied();
        }

        snapshots().erase(ada.user().value());

        try (var node = node()) {
            node.awaitAllApplied();
            assertThat(node.activeSession(kept.session())).isPresent();
            assertThat(node.activeSession(erased.session())).isEmpty();
        }
    }

    @Test
    void deletes_a_damaged_file() throws IOException {
        try (var node = node()) {
            node.record(ada.signUp());
            node.awaitAllApplied();
        }
        var content = Files.readAllBytes(snapshot());
        content[content.length - 1] ^= 1;
        for (var i = SnapshotHeader.BYTES + 5; i < content.length; i += 50) {
            content[i] ^= 1;
        }
        Files.write(snapshot(), content);

        snapshots().erase(ada.user().value());

        assertThat(snapshot()).doesNotExist();
    }

    /** Otherwise a snapshot that is written afterwards would contain the person again. */
    @Test
    void fails_until_the_verifier_has_applied_the_erasure() {
        var applied = new AppliedPosition();
        applied.advanceTo(7);
        var erasure = new SnapshotErasure(applied, snapshots());

        erasure.erase(ada.user().value(), 6);
        assertThatThrownBy(() -> erasure.erase(ada.user().value(), 7)).hasMessageContaining("position 7");
    }

    private byte[] decrypted() {
        var all = new ByteArrayOutputStream();
        try (var file = SnapshotFile.open(
                snapshot(), new FixedServiceKeys().key(Purpose.VERIFIER_SNAPSHOT), new SecureRandom())) {
            for (var block = file.next(null); block != null; block = file.next(block)) {
                all.writeBytes(file.decrypt(block));
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean contains(byte[] content, byte[] part) {
        return new String(content, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(Digest digest) {
        return Base64.getUrlDecoder().decode(digest.encoded());
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private VerifierSnapshots snapshots() {
        return new VerifierSnapshots(
                snapshot(),
                new FixedServiceKeys().key(Purpose.VERIFIER_SNAPSHOT),
                stores.ledger(),
                LedgerJson.mapper(List.of()),
                new SecureRandom());
    }

    private QuerySideNode node() {
        return QuerySideNode.withSnapshot(stores, snapshot());
    }

    private Path snapshot() {
        return folder.resolve("verifier.snapshot");
    }
}
