package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindPassword;
import org.keyledger.query.projection.ProjectionDefinition;

@DisplayName("Finding the credentials of a login")
@Timeout(60)
class CredentialProjectionTest {

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);

    @TempDir
    private Path folder;

    @Test
    void returns_the_hash_that_a_password_is_verified_against() {
        try (var node = QuerySideNode.over(stores)) {
            node.record(ada.signUp());

            assertThat(node.ask(new FindLogin(ada.hmac())).login())
                    .contains(new Login(ada.user(), ada.tenant(), ada.password(1), CredentialVersion.FIRST, false));
            assertThat(node.ask(new FindLogin(new EmailHmac("nobody's"))).login())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nobody's", "~~~"})
    void decrypts_a_document_for_an_unknown_address_too(String nobodys) {
        try (var node = QuerySideNode.withSnapshot(stores, snapshot())) {
            node.record(ada.signUp());
            node.awaitAllApplied();
        }

        var forNobody = subjectsDecryptedFor(new EmailHmac(nobodys));

        assertThat(forNobody).isEqualTo(subjectsDecryptedFor(ada.hmac())).hasSize(1);
    }

    private Path snapshot() {
        return folder.resolve("verifier.snapshot");
    }

    /** On a new node, so that no key is cached; the verifier loads its snapshot and decrypts nothing. */
    private List<String> subjectsDecryptedFor(EmailHmac email) {
        var vault = new RecordingVault(stores.vault());
        var recorded = new Stores(stores.ledger(), vault, stores.views(), stores.clock());
        try (var node = QuerySideNode.withSnapshot(recorded, snapshot())) {
            node.awaitAllApplied();
            vault.requestedSubjects().clear();
            node.ask(new FindLogin(email));
            return List.copyOf(vault.requestedSubjects());
        }
    }

    @Test
    void returns_a_password_that_was_changed_just_before() {
        try (var node =
                QuerySideNode.over(stores, new ProjectionDefinition(List.of(), models -> new SlowProjection()))) {
            node.record(ada.signUp());
            node.record(new EmailVerified(ada.user(), null));

            for (var version = 2; version < 12; version++) {
                node.record(ada.passwordChange(version, null));

                assertThat(node.ask(new FindLogin(ada.hmac())).login())
                        .contains(new Login(
                                ada.user(), ada.tenant(), ada.password(version), new CredentialVersion(version), true));
            }
        }
    }

    @Test
    void returns_the_state_after_a_reset_and_a_rehash() {
        try (var node = QuerySideNode.over(stores)) {
            node.record(ada.signUp());
            node.record(new PasswordReset(
                    ada.user(),
                    new MailRequestId(UUID.randomUUID()),
                    ada.password(2),
                    new CredentialVersion(2),
                    Digest.of("receipt")));
            node.record(new PasswordRehashed(ada.user(), ada.password(3), new CredentialVersion(2)));

            assertThat(node.ask(new FindLogin(ada.hmac())).login())
                    .contains(new Login(
                            ada.user(), ada.tenant(), ada.password(3), new CredentialVersion(2), false, true));
        }
    }

    @Test
    void returns_what_is_proved_about_the_address() {
        try (var node = QuerySideNode.over(stores)) {
            node.record(ada.signUp());
            node.record(new EmailVerified(ada.user(), null));
            assertThat(node.ask(new FindLogin(ada.hmac())).login())
                    .hasValueSatisfying(
                            login -> assertThat(login.ownershipProved()).isFalse());

            node.record(new EmailOwnershipProved(ada.user(), new SessionId(UUID.randomUUID())));

            assertThat(node.ask(new FindLogin(ada.hmac())).login())
                    .contains(
                            new Login(ada.user(), ada.tenant(), ada.password(1), CredentialVersion.FIRST, true, true));
        }
    }

    @Test
    void is_marked_as_not_current_when_the_read_models_are_late() {
        var gate = new CountDownLatch(1);
        try (var node = QuerySideNode.over(
                stores, new ProjectionDefinition(List.of(), models -> new BlockedProjection(gate)))) {
            node.record(ada.signUp());
            node.awaitAllApplied();
            assertThat(node.ask(new FindLogin(ada.hmac())).current()).isTrue();
            node.record(ada.passwordChange(2, null));

            var late = node.ask(new FindLogin(ada.hmac()));

            assertThat(late.current()).isFalse();
            assertThat(late.login()).map(Login::credential).contains(CredentialVersion.FIRST);
            gate.countDown();
        }
    }

    @Test
    void returns_whether_the_user_has_a_password() {
        try (var node = QuerySideNode.over(stores)) {
            var eve = TestAccount.of("eve", stores);
            node.record(ada.signUp());
            node.record(eve.signUpWithoutPassword());

            assertThat(node.askUpToDate(new FindPassword(ada.user())).set()).isTrue();
            assertThat(node.askUpToDate(new FindPassword(eve.user())).set()).isFalse();
            assertThat(node.askUpToDate(new FindPassword(new UserId(new UUID(1, 2))))
                            .set())
                    .isFalse();
        }
    }

    @Test
    void returns_that_the_first_password_was_set_and_a_reclaimed_account_has_none() {
        try (var node = QuerySideNode.over(stores)) {
            node.record(ada.signUpWithoutPassword());
            node.record(ada.passwordChange(2, null));
            assertThat(node.askUpToDate(new FindPassword(ada.user())).set()).isTrue();

            node.record(new AccountReclaimed(ada.user(), new CredentialVersion(3)));
            assertThat(node.askUpToDate(new FindPassword(ada.user())).set()).isFalse();
        }
    }

    static final class SlowProjection {

        @EventHandler
        void on(PasswordChanged event) throws InterruptedException {
            Thread.sleep(50); // models a projection that is slower than the query
        }
    }

    static final class BlockedProjection {

        private final CountDownLatch gate;

        BlockedProjection(CountDownLatch gate) {
            this.gate = gate;
        }

        @EventHandler
        void on(PasswordChanged event) throws InterruptedException {
            gate.await();
        }
    }
}
