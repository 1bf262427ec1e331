package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.kernel.user.CredentialVersion.FIRST;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.Verification;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.RecordedCommit;

@DisplayName("Verifying API keys in memory")
@Timeout(60)
class ApiKeyVerificationTest {

    private static final UUID LEDGER = new UUID(1, 2);

    private final Stores stores = Stores.inMemory();
    private QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);

    @BeforeEach
    void begin() {
        node.record(ada.signUp());
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void accepts_an_active_key_with_its_own_secret_only() {
        var created = ada.key("one");
        applied(created);
        applied(ada.key("two"));

        assertThat(verify("one"))
                .contains(new ActiveApiKey(
                        created.key(),
                        ada.tenant(),
                        ada.user(),
                        KeyOwner.of(ada.user()),
                        ApiKeyAccess.unrestricted(Scopes.ALL),
                        null));
        assertThat(node.activeKey(new KeyPrefix("one"), TestAccount.secret("two")))
                .isEmpty();
        assertThat(verify("three")).isEmpty();
    }

    @Test
    void applies_a_change_of_access_after_a_restart_too() {
        var created =
                ada.restrictedKey("one", null, null, IpAllowList.parse(List.of("192.0.2.0/24")), new RateLimit(10, 60));
        applied(created);
        var access = ApiKeyAccess.unrestricted(Scopes.of(List.of("read")));
        var grant = new ApiKeyGrant(Label.parse("renamed"), Environment.LIVE, access, null, null, null);
        applied(new ApiKeyChanged(created.key(), ada.tenant(), created.owner(), grant));

        assertThat(verify("one").orElseThrow().access()).isEqualTo(access);
        try (var restarted = QuerySideNode.over(stores)) {
            var key = restarted.awaitAllApplied().activeKey(new KeyPrefix("one"), TestAccount.secret("one"));
            assertThat(key.orElseThrow().access()).isEqualTo(access);
        }
    }

    @Test
    void refuses_the_keys_of_an_erased_user_but_not_those_of_the_tenant() {
        applied(ada.ownedKey("users", KeyOwner.of(ada.user()), null));
        applied(ada.ownedKey("tenants", KeyOwner.of(ada.tenant()), null));
        assertThat(verify("tenants").orElseThrow().owner()).isEqualTo(KeyOwner.of(ada.tenant()));

        applied(new UserErased(ada.user()));
        applied(ada.ownedKey("late", KeyOwner.of(ada.user()), null));

        assertThat(verify("users")).isEmpty();
        assertThat(verify("late")).isEmpty();
        assertThat(verify("tenants")).isPresent();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeKey(new KeyPrefix("users"), TestAccount.secret("users")))
                    .isEmpty();
            assertThat(restarted.activeKey(new KeyPrefix("tenants"), TestAccount.secret("tenants")))
                    .isPresent();
        }
        applied(new TenantClosed(ada.tenant()));
        assertThat(verify("tenants")).isEmpty();
    }

    @Test
    void refuses_keys_of_the_tenant_that_were_created_with_a_credential_that_ended() {
        applied(ada.ownedKey("tenants", KeyOwner.of(ada.tenant()), null));

        applied(new ApiKeysEnded(ada.user(), ada.tenant(), FIRST.next()));

        assertThat(verify("tenants")).isEmpty();
    }

    @Test
    void returns_allow_list_and_rate_limit_after_a_restart_too() {
        var somewhere = IpAllowList.parse(List.of("192.0.2.0/24"));
        applied(ada.restrictedKey("one", null, null, somewhere, new RateLimit(10, 60)));

        assertThat(verify("one").orElseThrow().access().ipAllow()).isEqualTo(somewhere);
        try (var restarted = QuerySideNode.over(stores)) {
            var key = restarted.awaitAllApplied().activeKey(new KeyPrefix("one"), TestAccount.secret("one"));
            assertThat(key.orElseThrow().access().ipAllow()).isEqualTo(somewhere);
            assertThat(key.orElseThrow().access().rateLimit()).isEqualTo(new RateLimit(10, 60));
        }
    }

    @Test
    void refuses_a_revoked_one_at_the_first_request_a_thousand_times() {
        for (var round = 0; round < 1_000; round++) {
            var created = ada.key("key" + round);
            applied(created);
            assertThat(verify("key" + round)).as("round " + round).isPresent();

            applied(new ApiKeyRevoked(created.key()));
            assertThat(verify("key" + round)).as("round " + round).isEmpty();
        }
    }

    @Test
    void refuses_a_rotated_one_when_its_overlap_ends() {
        var old = ada.key("old");
        applied(old);
        var successor = ada.key("new", null, old.key());
        var end = ada.now().plusSeconds(30);
        applied(new ApiKeyRotated(old.key(), successor.key(), end), successor);

        assertThat(verify("old")).map(ActiveApiKey::acceptedUntil).contains(end);
        assertThat(verify("new")).isPresent();

        stores.movableClock().advance(Duration.ofSeconds(30));
        assertThat(verify("old")).isEmpty();
        assertThat(verify("new")).isPresent();
    }

    @Test
    void refuses_those_that_a_restore_suspended_until_each_is_confirmed() {
        var old = ada.key("old");
        var other = ada.key("other");
        applied(old, other);
        applied(new KeysSuspended(LEDGER, 1));
        applied(ada.key("later"));

        assertThat(verify("old")).isEmpty();
        assertThat(verify("other")).isEmpty();
        assertThat(verify("later")).isPresent();

        applied(new ApiKeyConfirmed(old.key()));
        assertThat(verify("old")).isPresent();
        assertThat(verify("other")).isEmpty();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(verify(restarted, "old")).isPresent();
            assertThat(verify(restarted, "other")).isEmpty();
            assertThat(verify(restarted, "later")).isPresent();
        }

        applied(new KeysSuspended(LEDGER, 2));
        assertThat(List.of(verify("old"), verify("other"), verify("later"))).allMatch(Optional::isEmpty);
    }

    @Test
    void accepts_the_suspended_ones_of_a_tenant_or_of_all_when_an_operator_confirms_them() {
        var bob = TestAccount.of("bob", stores);
        applied(bob.signUp());
        var revoked = ada.key("revoked");
        applied(ada.key("adas"), revoked, bob.key("bobs"), new ApiKeyRevoked(revoked.key()));
        applied(new KeysSuspended(LEDGER, 1));

        applied(new KeysConfirmed(LEDGER, ada.tenant()));
        assertThat(verify("adas")).isPresent();
        assertThat(verify("bobs")).isEmpty();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(verify(restarted, "adas")).isPresent();
            assertThat(verify(restarted, "bobs")).isEmpty();
        }

        applied(new KeysConfirmed(LEDGER, null));
        assertThat(verify("bobs")).isPresent();
        assertThat(verify("revoked")).isEmpty();
    }

    @Test
    void refuses_a_confirmed_one_that_was_ended_with_all_of_its_user() {
        var old = ada.key("old");
        applied(old);
        applied(new KeysSuspended(LEDGER, 1));
        applied(new ApiKeysEnded(ada.user(), ada.tenant(), FIRST.next()));
        applied(new ApiKeyConfirmed(old.key()));

        assertThat(verify("old")).isEmpty();
    }

    private static Optional<ActiveApiKey> verify(QuerySideNode node, String prefix) {
        return node.activeKey(new KeyPrefix(prefix), TestAccount.secret(prefix));
    }

    @Test
    void refuses_one_rotated_without_overlap_also_after_the_clock_is_set_back() {
        var old = ada.key("old");
        applied(old);
        var successor = ada.key("new", null, old.key());
        applied(new ApiKeyRotated(old.key(), successor.key(), ada.now()), successor);

        assertThat(verify("old")).isEmpty();
        stores.movableClock().advance(Duration.ofHours(-1));
        assertThat(verify("old")).isEmpty();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeKey(new KeyPrefix("old"), TestAccount.secret("old")))
                    .isEmpty();
        }
    }

    @Test
    void refuses_all_of_a_closed_tenant_also_one_that_was_being_created() {
        var one = ada.key("one");
        applied(one);
        applied(new TenantClosed(ada.tenant()));
        var late = ada.key("late");
        applied(late);

        assertThat(node.activeKey(one.prefix(), TestAccount.secret("one"))).isEmpty();
        assertThat(node.activeKey(late.prefix(), TestAccount.secret("late"))).isEmpty();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeKey(one.prefix(), TestAccount.secret("one")))
                    .isEmpty();
            assertThat(restarted.activeKey(late.prefix(), TestAccount.secret("late")))
                    .isEmpty();
        }
    }

    @Test
    void refuses_all_of_a_user_once_they_are_ended_also_one_that_was_being_created() {
        var old = ada.key("old");
        applied(old);
        var successor = ada.key("new", null, old.key());
        applied(new ApiKeyRotated(old.key(), successor.key(), ada.now().plusSeconds(30)), successor);
        applied(new ApiKeysEnded(ada.user(), ada.tenant(), FIRST.next()));
        applied(ada.key("late"));
        applied(ada.keyCreatedOn(FIRST.next(), "later"));

        for (var prefix : List.of("old", "new", "late")) {
            assertThat(verify(prefix)).as(prefix).isEmpty();
        }
        assertThat(verify("later")).isPresent();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            for (var prefix : List.of("old", "new", "late")) {
                assertThat(restarted.activeKey(new KeyPrefix(prefix), TestAccount.secret(prefix)))
                        .as(prefix)
                        .isEmpty();
            }
            assertThat(restarted.activeKey(new KeyPrefix("later"), TestAccount.secret("later")))
                    .isPresent();
        }
    }

    @Test
    void refuses_one_that_expired() {
        applied(ada.key("one", ada.now().plusSeconds(5), null));

        assertThat(verify("one")).isPresent();
        stores.movableClock().advance(Duration.ofSeconds(5));
        assertThat(verify("one")).isEmpty();
    }

    @Test
    void still_refuses_an_expired_one_when_the_clock_is_set_back() {
        applied(ada.key("refused", ada.now().plusSeconds(5), null));
        applied(ada.key("unused", ada.now().plusSeconds(5), null));
        applied(ada.key("later", ada.now().plus(Duration.ofDays(2)), null));
        stores.movableClock().advance(Duration.ofHours(1));
        assertThat(verify("refused")).isEmpty();
        stores.movableClock().advance(Duration.ofHours(-1));

        assertThat(verify("refused")).isEmpty();
        assertThat(verify("unused")).isPresent();
        assertThat(verify("later")).isPresent();
    }

    @Test
    void refuses_one_that_had_expired_at_an_event_when_the_clock_is_set_back_before_a_restart() {
        applied(ada.key("unused", ada.now().plusSeconds(5), null));
        applied(ada.key("later", ada.now().plus(Duration.ofDays(2)), null));
        stores.movableClock().advance(Duration.ofHours(1));
        applied(ada.key("another"));
        node.close();
        stores.movableClock().advance(Duration.ofHours(-1));

        node = QuerySideNode.over(stores);

        node.awaitAllApplied();
        assertThat(verify("unused")).isEmpty();
        assertThat(verify("later")).isPresent();
    }

    @Test
    void accepts_valid_keys_again_after_the_clock_was_a_year_ahead() {
        applied(ada.key("one", ada.now().plus(Duration.ofDays(2)), null));
        stores.movableClock().advance(Duration.ofDays(365));
        assertThat(verify("one")).isEmpty();
        stores.movableClock().advance(Duration.ofDays(-365));

        assertThat(verify("one")).isPresent();
    }

    @Test
    void loads_its_view_and_continues_with_the_tail() {
        applied(ada.key("one"));
        var two = ada.key("two");
        applied(two);
        node.awaitAllApplied();
        node.record(new ApiKeyRevoked(two.key()));

        try (var restarted = QuerySideNode.over(stores)) {
            restarted.record(ada.key("three"));
            restarted.awaitAllApplied();

            assertThat(restarted.activeKey(new KeyPrefix("one"), TestAccount.secret("one")))
                    .isPresent();
            assertThat(restarted.activeKey(new KeyPrefix("two"), TestAccount.secret("two")))
                    .isEmpty();
            assertThat(restarted.activeKey(new KeyPrefix("three"), TestAccount.secret("three")))
                    .isPresent();
        }
    }

    @Test
    void answers_unknown_once_the_ledger_was_altered() {
        applied(ada.key("one"));
        assertThat(verify("one")).isPresent();

        ((InMemoryLedger) stores.ledger()).tamper(continuingAnother());

        Eventually.awaitTrue(() -> !node.verifier().isCurrent(), () -> "trusted");
        assertThat(node.verifier().findActiveKey(new KeyPrefix("one"), TestAccount.secret("one")))
                .isInstanceOf(Verification.Unknown.class);
    }

    private RecordedCommit continuingAnother() {
        var head = stores.ledger().head().orElseThrow();
        return new RecordedCommit(
                head.next(),
                head.commit(),
                head.writer(),
                head.maxEventTime(),
                Hash.of(new byte[Hash.LENGTH]),
                head.hash());
    }

    @Test
    void finds_a_signing_key_by_its_id_and_no_key_with_a_secret() {
        var signing = ada.signingKey(TestAccount.PUBLIC_KEY);
        var secret = ada.key("one");
        applied(signing, secret);

        var expected = new ActiveSigningKey(
                new ActiveApiKey(
                        signing.key(),
                        ada.tenant(),
                        ada.user(),
                        KeyOwner.of(ada.user()),
                        ApiKeyAccess.unrestricted(Scopes.ALL),
                        null),
                TestAccount.PUBLIC_KEY);
        assertThat(node.activeSigningKey(signing.key())).contains(expected);
        assertThat(node.activeSigningKey(secret.key())).isEmpty();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeSigningKey(signing.key())).contains(expected);
            assertThat(restarted.activeKey(secret.prefix(), TestAccount.secret("one")))
                    .isPresent();
        }
    }

    @Test
    void refuses_a_signing_key_once_anything_ended_it() {
        var now = ada.now();
        var revoked = ada.signingKey(TestAccount.PUBLIC_KEY);
        var rotated = ada.signingKey(TestAccount.PUBLIC_KEY);
        var expiring = ada.signingKey(TestAccount.PUBLIC_KEY, now.plusSeconds(30), null, FIRST);
        var successor = ada.signingKey(TestAccount.PUBLIC_KEY, null, rotated.key(), FIRST);
        var bob = TestAccount.of("bob", stores);
        var bobs = bob.signingKey(TestAccount.PUBLIC_KEY);
        applied(bob.signUp());
        applied(revoked, rotated, expiring, bobs);
        applied(new ApiKeyRotated(rotated.key(), successor.key(), now.plusSeconds(30)), successor);
        assertThat(accepted(revoked, rotated, expiring, bobs, successor)).containsOnly(true);

        applied(new ApiKeyRevoked(revoked.key()), new TenantClosed(bob.tenant()));
        stores.movableClock().advance(Duration.ofSeconds(30));
        assertThat(accepted(revoked, rotated, expiring, bobs)).containsOnly(false);
        assertThat(accepted(successor)).containsOnly(true);

        applied(new KeysSuspended(LEDGER, 1));
        assertThat(accepted(successor)).containsOnly(false);
        applied(new ApiKeyConfirmed(successor.key()));
        assertThat(accepted(successor)).containsOnly(true);

        applied(new ApiKeysEnded(ada.user(), ada.tenant(), FIRST.next()));
        assertThat(accepted(successor)).containsOnly(false);
    }

    private List<Boolean> accepted(SigningKeyRegistered... keys) {
        return Stream.of(keys)
                .map(key -> node.activeSigningKey(key.key()).isPresent())
                .toList();
    }

    @Test
    void does_not_report_future_positions_as_applied() {
        var last = node.record(ada.key("one"));

        assertThat(node.verifier().awaitEnforced(last + 1, Duration.ofMillis(50)))
                .isFalse();
        assertThat(node.verifier().awaitEnforced(last, QuerySideNode.TIMEOUT)).isTrue();
    }

    private void applied(Object... events) {
        assertThat(node.verifier().awaitEnforced(node.record(events), QuerySideNode.TIMEOUT))
                .isTrue();
    }

    private Optional<ActiveApiKey> verify(String prefix) {
        return node.activeKey(new KeyPrefix(prefix), TestAccount.secret(prefix));
    }
}
