package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.audit.AuditEntry;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.keyledger.kernel.audit.AuditQuery.ListSecurityEvents;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;

@DisplayName("Listing a user's security events")
@Timeout(60)
class AuditProjectionTest {

    private static final TotpSecret TOTP_SECRET = TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final TestAccount bob = TestAccount.of("bob", stores);
    private final SessionStarted session = ada.session(CredentialVersion.FIRST);
    private final Actor byAda = Actor.user(ada.user(), session.session(), ada.tenant());

    @BeforeEach
    void ada_has_signed_up_and_logged_in() {
        node.record(from(Actor.anonymous(ada.user(), ada.tenant())), ada.signUp());
        node.record(from(byAda), session);
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void returns_the_newest_first_with_the_credential_and_where_it_came_from() {
        var entries = entries();

        assertThat(entries).extracting(AuditEntry::event).containsExactly("session.started", "user.registered");
        assertThat(entries.get(0))
                .isEqualTo(new AuditEntry(
                        3,
                        ada.now(),
                        "session.started",
                        Actor.Kind.USER,
                        session.session().toString(),
                        "192.0.2.1",
                        "curl",
                        Map.of("session_id", session.session().toString(), "methods", "pwd")));
        assertThat(entries.get(1).actor()).isEqualTo(Actor.Kind.ANONYMOUS);
        assertThat(entries.get(1).address()).isEqualTo("192.0.2.1");
    }

    @Test
    void attributes_the_end_of_a_session_to_its_user_whatever_caused_it() {
        node.record(
                from(Actor.anonymous()),
                new RefreshTokenReused(session.session(), 1),
                new SessionEnded(session.session(), Reason.REFRESH_TOKEN_REUSED));

        assertThat(entries()).extracting(AuditEntry::event).startsWith("session.ended", "session.refresh-token-reused");
        assertThat(entries().get(0).details())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("session_id", session.session().toString(), "reason", "refresh-token-reused"));
    }

    @Test
    void shows_no_address_of_a_stranger() {
        node.record(from(Actor.anonymous()), ada.resetRequest(new MailRequestId(UUID.randomUUID())));

        assertThat(entries().get(0))
                .extracting(AuditEntry::event, AuditEntry::address, AuditEntry::userAgent)
                .containsExactly("user.password-reset-requested", null, null);
    }

    @Test
    void names_the_mailed_link_that_was_used() {
        node.record(
                from(Actor.mailedLink(ada.user()).in(ada.tenant())),
                new EmailVerified(ada.user(), new MailRequestId(UUID.randomUUID())));

        assertThat(entries().get(0))
                .extracting(AuditEntry::event, AuditEntry::actor, AuditEntry::credential, AuditEntry::address)
                .containsExactly("user.email-verified", Actor.Kind.MAILED_LINK, null, "192.0.2.1");
    }

    @Test
    void shows_the_label_that_a_key_had_at_each_event() {
        var key = ada.key("one");
        var changed = ada.key("two").grant();
        var successor = ada.key("three", null, key.key());
        node.record(from(byAda), key);
        node.record(from(byAda), new ApiKeyChanged(key.key(), ada.tenant(), key.owner(), changed));
        node.record(from(byAda), new ApiKeyRotated(key.key(), successor.key(), ada.now()), successor);
        node.record(from(byAda), new ApiKeyRevoked(key.key()));

        assertThat(entries("apikey"))
                .extracting(AuditEntry::event, it -> it.details().get("label"))
                .containsExactly(
                        tuple("apikey.revoked", "key two"),
                        tuple("apikey.created", "key three"),
                        tuple("apikey.rotated", "key two"),
                        tuple("apikey.changed", "key two"),
                        tuple("apikey.created", "key one"));
        assertThat(entries("apikey").get(1).details())
                .containsEntry("rotated_from", key.key().toString());
        assertThat(entries("apikey")).allSatisfy(it -> assertThat(it.details()).containsKey("key_id"));
    }

    @Test
    void shows_a_new_address_and_a_changed_policy() {
        node.record(from(byAda), new TenantPolicyChanged(ada.tenant(), TenantPolicy.UNSET));
        node.record(from(byAda), emailChanged());

        assertThat(entries()).extracting(AuditEntry::event).startsWith("user.email-changed", "tenant.policy-changed");
        assertThat(entries().get(0).details()).containsEntry("name", "new@example.org");
    }

    @Test
    void omits_what_every_request_does() {
        node.record(
                from(byAda),
                new TotpEnrolled(ada.user(), 1, session.session(), TOTP_SECRET),
                new TotpConfirmed(ada.user(), 1, 6));
        node.record(
                from(byAda),
                new SessionRefreshed(session.session(), ada.user(), 2, Digest.of("two"), session.idleUntil()),
                new TotpCodeUsed(ada.user(), 7));

        assertThat(entries())
                .extracting(AuditEntry::event)
                .startsWith("factor.totp-confirmed", "factor.totp-enrolled", "session.started");
    }

    @Test
    void returns_page_by_page_and_only_one_family_if_asked() {
        for (var i = 0; i < 5; i++) {
            node.record(from(byAda), ada.key("k" + i));
            node.record(from(byAda), ada.session(CredentialVersion.FIRST));
        }

        var first = page("apikey", null, 3);
        var second = page("apikey", first.nextCursor(), 3);

        assertThat(first.events()).hasSize(3);
        assertThat(second.events()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
        assertThat(first.events())
                .allSatisfy(it -> assertThat(it.position())
                        .isGreaterThan(second.events().get(0).position()));
        assertThat(page(null, null, 200).events())
                .hasSize(12)
                .isSortedAccordingTo((one, other) -> Long.compare(other.position(), one.position()));
        assertThat(page("factor", null, 50).events()).isEmpty();
    }

    @Test
    void is_for_one_user_only() {
        node.record(from(Actor.anonymous(bob.user(), bob.tenant())), bob.signUp());
        node.record(from(Actor.key(bob.user(), bob.key("b").key(), bob.tenant())), bob.key("b"));

        assertThat(entries()).hasSize(2);
        assertThat(page(bob, null, null, 50).events())
                .extracting(AuditEntry::event)
                .containsExactly("apikey.created", "user.registered");
    }

    @Test
    void refuses_a_limit_out_of_its_bounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> page(null, null, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> page(null, null, 201));
        assertThatIllegalArgumentException().isThrownBy(() -> page(null, "nonsense", 50));
    }

    @Test
    void keeps_ids_and_nothing_personal_of_an_erased_user() throws InterruptedException {
        var key = ada.ownedKey("one", KeyOwner.of(ada.tenant()), null);
        node.record(from(byAda), key);
        node.record(from(byAda), emailChanged());
        node.record(from(byAda), new TenantClosed(ada.tenant()), new UserErased(ada.user()));
        node.awaitAllApplied();
        stores.vault().destroyKey(ada.user().toString(), new Position(99));
        stores.vault().destroyKey(ada.tenant().toString(), new Position(99));

        try (var restarted = QuerySideNode.over(stores)) {
            var entries = restarted
                    .askUpToDate(new ListSecurityEvents(ada.user(), null, null, 50))
                    .events();
            assertThat(entries)
                    .extracting(AuditEntry::event)
                    .containsExactly(
                            "user.erased",
                            "user.email-changed",
                            "apikey.created",
                            "session.started",
                            "user.registered");
            assertThat(entries).allSatisfy(it -> {
                assertThat(it.address()).isNull();
                assertThat(it.userAgent()).isNull();
                assertThat(it.details()).doesNotContainKeys("label", "name");
            });
            assertThat(restarted.differencesAfterRebuild()).isEmpty();
        }
    }

    @Test
    void is_the_same_after_a_rebuild() throws InterruptedException {
        var key = ada.key("one");
        node.record(from(byAda), key);
        node.record(
                from(byAda),
                new ApiKeyChanged(
                        key.key(), ada.tenant(), key.owner(), ada.key("two").grant()));
        node.record(from(Actor.anonymous()), new SessionEnded(session.session(), Reason.POLICY));
        node.awaitAllApplied();

        assertThat(node.differencesAfterRebuild()).isEmpty();
    }

    private EmailChanged emailChanged() {
        return new EmailChanged(
                ada.user(),
                null,
                ada.claim(),
                ada.hmac(),
                EmailAddress.parse("new@example.org"),
                EmailAddress.parse("ada@example.org"),
                null,
                null);
    }

    private List<AuditEntry> entries() {
        return page(null, null, 50).events();
    }

    private List<AuditEntry> entries(String family) {
        return page(family, null, 50).events();
    }

    private AuditEntryPage page(@Nullable String family, @Nullable String cursor, int limit) {
        return page(ada, family, cursor, limit);
    }

    private AuditEntryPage page(TestAccount account, @Nullable String family, @Nullable String cursor, int limit) {
        return node.askUpToDate(new ListSecurityEvents(account.user(), family, cursor, limit));
    }

    private static Map<String, ?> from(Actor actor) {
        var metadata = new HashMap<String, String>(actor.metadata());
        metadata.put(RequestMetadata.ADDRESS, "192.0.2.1");
        metadata.put(RequestMetadata.USER_AGENT, "curl");
        return metadata;
    }
}
