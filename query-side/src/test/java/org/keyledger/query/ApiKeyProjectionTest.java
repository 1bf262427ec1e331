package org.keyledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.kernel.user.CredentialVersion.FIRST;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindRecordedApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;

@DisplayName("Listing, counting and finding API keys")
class ApiKeyProjectionTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final UUID ledger = stores.ledger().identity().id();
    private final TestAccount bob = TestAccount.of("bob", stores);

    @BeforeEach
    void begin() {
        node.record(ada.signUp());
        node.record(bob.signUp());
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void shows_the_newest_first_and_only_the_tenants_own() {
        node.record(ada.key("one"));
        node.record(bob.key("bobs"));
        node.record(ada.key("two"), ada.key("three"));

        assertThat(prefixes(list(null, null, 50))).containsExactly("three", "two", "one");
    }

    @Test
    void shows_all_but_the_secret() {
        var limited = IpAllowList.parse(List.of("192.0.2.7"));
        var created = ada.restrictedKey("one", null, null, limited, new RateLimit(10, 60));
        node.record(created);

        assertThat(list(null, null, 50).keys())
                .containsExactly(new ApiKeyListing(
                        created.key(),
                        new ApiKeyGrant(
                                Label.parse("key one"),
                                Environment.LIVE,
                                new ApiKeyAccess(Scopes.ALL, limited, new RateLimit(10, 60)),
                                null,
                                null,
                                null),
                        Status.ACTIVE,
                        created.prefix(),
                        created.lastFour(),
                        null,
                        ada.user(),
                        KeyOwner.Kind.USER,
                        stores.clock().instant(),
                        null,
                        null,
                        null));
    }

    @Test
    void shows_the_latest_change() {
        var created = ada.key("one");
        node.record(created, ada.key("two"));
        var grant = new ApiKeyGrant(
                Label.parse("renamed"),
                Environment.LIVE,
                new ApiKeyAccess(Scopes.of(List.of("read")), null, new RateLimit(1, 1)),
                null,
                KeyMetadata.parse(Map.of("floor", "2")),
                ExternalId.parse("machine 7"));
        node.record(new ApiKeyChanged(created.key(), ada.tenant(), created.owner(), grant));

        assertThat(list(null, null, 50).keys().get(1).grant()).isEqualTo(grant);
        assertThat(node.ask(new FindApiKey(created.key(), ada.tenant()))
                        .key()
                        .orElseThrow()
                        .grant())
                .isEqualTo(grant);
        assertThat(node.ask(new FindRecordedApiKey(created.key(), ada.tenant())))
                .isEqualTo(node.ask(new FindApiKey(created.key(), ada.tenant())));
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void finds_those_with_an_external_id() {
        var machine = ExternalId.parse("machine 7");
        var other = ExternalId.parse("machine 8");
        var changed = ada.ownedKey("changed", KeyOwner.of(ada.user()), other);
        node.record(ada.ownedKey("one", KeyOwner.of(ada.user()), machine), ada.key("none"));
        node.record(ada.ownedKey("two", KeyOwner.of(ada.tenant()), machine), changed);
        node.record(bob.ownedKey("bobs", KeyOwner.of(bob.user()), machine));

        assertThat(withExternalId(machine, null, 50)).containsExactly("two", "one");
        assertThat(withExternalId(other, null, 50)).containsExactly("changed");
        assertThat(withExternalId(ExternalId.parse("Machine 7"), null, 50)).isEmpty();

        node.record(changeExternalId(changed, machine));
        assertThat(withExternalId(machine, null, 50)).containsExactly("changed", "two", "one");
        assertThat(withExternalId(other, null, 50)).isEmpty();

        node.record(changeExternalId(changed, null));
        assertThat(withExternalId(machine, null, 50)).containsExactly("two", "one");
    }

    @Test
    void continues_a_page_of_those_with_an_external_id() {
        var machine = ExternalId.parse("machine 7");
        for (var i = 0; i < 5; i++) {
            node.record(ada.ownedKey("key" + i, KeyOwner.of(ada.user()), machine), ada.key("other" + i));
        }

        var first = node.askUpToDate(new ListApiKeys(ada.tenant(), null, machine, null, null, 3));
        assertThat(prefixes(first)).containsExactly("key4", "key3", "key2");
        assertThat(withExternalId(machine, first.nextCursor(), 3)).containsExactly("key1", "key0");
    }

    @Test
    void finds_those_of_one_creator() {
        node.record(ada.key("one"));

        assertThat(prefixes(node.askUpToDate(new ListApiKeys(ada.tenant(), ada.user(), null, null, null, 50))))
                .containsExactly("one");
        assertThat(prefixes(node.askUpToDate(new ListApiKeys(ada.tenant(), bob.user(), null, null, null, 50))))
                .isEmpty();
    }

    @Test
    void shows_no_label_of_an_erased_tenant_also_if_it_was_read_before() {
        var key = ada.key("one");
        node.record(key);
        assertThat(labels(key)).extracting(Label::value).containsExactly("key one", "key one", "key one");

        node.erase(ada.tenant().toString());

        assertThat(labels(key)).extracting(Label::isErased).containsExactly(true, true, true);
    }

    /** In the listing, by id and as recorded. */
    private List<Label> labels(ApiKeyCreated key) {
        return Stream.of(
                        list(null, null, 50).keys().get(0),
                        node.ask(new FindApiKey(key.key(), ada.tenant())).key().orElseThrow(),
                        node.ask(new FindRecordedApiKey(key.key(), ada.tenant()))
                                .key()
                                .orElseThrow())
                .map(listing -> listing.grant().label())
                .toList();
    }

    @Test
    void shows_each_change_of_a_key_that_was_read_before() {
        var key = ada.key("one");
        node.record(key);
        for (var round = 0; round < 20; round++) {
            var externalId = ExternalId.parse("machine " + round);
            node.record(changeExternalId(key, externalId));

            var recorded = node.ask(new FindRecordedApiKey(key.key(), ada.tenant()));

            assertThat(recorded.key().orElseThrow().grant().externalId()).isEqualTo(externalId);
            assertThat(list(null, null, 50).keys())
                    .containsExactly(recorded.key().orElseThrow());
        }
    }

    @Test
    void stores_neither_labels_nor_metadata_nor_external_ids_in_plain() {
        var machine = ExternalId.parse("canary machine");
        var created = ada.ownedKey("canary", KeyOwner.of(ada.user()), machine);
        node.record(created);
        node.awaitAllApplied();

        var stored = stores.views().find("api-keys@1", created.key().toString()).orElseThrow();
        assertThat(new String(stored.body(), UTF_8)).doesNotContain("key canary", "metadata of", "canary machine");
        assertThat(stored.ordered().toString()).contains("external-id").doesNotContain("canary machine");
    }

    private List<String> withExternalId(ExternalId externalId, @Nullable String cursor, int limit) {
        return prefixes(node.askUpToDate(new ListApiKeys(ada.tenant(), null, externalId, null, cursor, limit)));
    }

    private ApiKeyChanged changeExternalId(ApiKeyCreated key, @Nullable ExternalId externalId) {
        var grant = key.grant();
        return new ApiKeyChanged(
                key.key(),
                key.tenant(),
                key.owner(),
                new ApiKeyGrant(
                        grant.label(),
                        grant.environment(),
                        grant.access(),
                        grant.expiresAt(),
                        grant.metadata(),
                        externalId));
    }

    @Test
    void shows_a_signing_key_with_its_thumbprint_in_place_of_a_prefix() {
        var registered = ada.signingKey(TestAccount.PUBLIC_KEY);
        node.record(registered);

        var listing = list(null, null, 50).keys().get(0);

        assertThat(listing)
                .isEqualTo(new ApiKeyListing(
                        registered.key(),
                        registered.grant(),
                        Status.ACTIVE,
                        null,
                        null,
                        TestAccount.PUBLIC_KEY.thumbprint(),
                        ada.user(),
                        KeyOwner.Kind.USER,
                        stores.clock().instant(),
                        null,
                        null,
                        null));
        assertThat(listing.spelledId()).isEqualTo(registered.key().value().toString());
        assertThat(node.ask(new FindRecordedApiKey(registered.key(), ada.tenant()))
                        .key())
                .contains(listing);
        assertThat(node.ask(new CountApiKeys(ada.tenant())).keys()).isEqualTo(1);
    }

    @Test
    void returns_last_use_after_a_restart_and_a_rebuild_too() throws InterruptedException {
        var created = ada.key("one");
        node.record(created, ada.key("never"));
        node.verifier().recordUse(created.key());

        assertThat(lastUses(node)).containsExactly(null, stores.clock().instant());
        node.awaitAllApplied().rebuild().run(progress -> {});
        node.close();
        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(lastUses(restarted)).containsExactly(null, stores.clock().instant());
        }
    }

    private List<@Nullable Instant> lastUses(QuerySideNode node) {
        var page = node.askUpToDate(new ListApiKeys(ada.tenant(), null, null, null, null, 50));
        return page.keys().stream().map(ApiKeyListing::lastUsedAt).toList();
    }

    @Test
    void shows_ended_keys_as_revoked_and_does_not_count_them() {
        var rotated = ada.key("rotated");
        var successor = ada.key("successor", null, rotated.key());
        var theirs = bob.key("bobs");
        node.record(rotated, theirs);
        node.record(new ApiKeyRotated(rotated.key(), successor.key(), ada.now().plusSeconds(120)), successor);
        var late = ada.key("late");
        node.record(new ApiKeysEnded(ada.user(), ada.tenant(), FIRST.next()), late, new ApiKeyRevoked(late.key()));
        node.record(ada.keyCreatedOn(FIRST.next(), "later"));

        assertThat(statuses()).containsExactly(Status.ACTIVE, Status.REVOKED, Status.REVOKED, Status.REVOKED);
        assertThat(prefixes(list(Status.ACTIVE, null, 50))).containsExactly("later");
        assertThat(node.askUpToDate(new FindApiKey(successor.key(), ada.tenant()))
                        .key()
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.REVOKED);
        assertThat(node.ask(new CountApiKeys(ada.tenant())).keys()).isEqualTo(1);
        assertThat(node.ask(new CountApiKeys(bob.tenant())).keys()).isEqualTo(1);
    }

    @Test
    void returns_the_status_at_query_time() {
        var revoked = ada.key("revoked");
        var rotated = ada.key("rotated");
        var now = stores.clock().instant();
        node.record(revoked, rotated, ada.key("expiring", now.plusSeconds(60), null));
        node.record(new ApiKeyRevoked(revoked.key()));
        var successor = ada.key("successor", null, rotated.key());
        node.record(new ApiKeyRotated(rotated.key(), successor.key(), now.plusSeconds(120)), successor);

        assertThat(statuses()).containsExactly(Status.ACTIVE, Status.ACTIVE, Status.ROTATED, Status.REVOKED);
        assertThat(node.ask(new FindApiKey(rotated.key(), ada.tenant()))
                        .key()
                        .orElseThrow()
                        .replacedBy())
                .isEqualTo(successor.key());
        assertThat(node.ask(new FindApiKey(successor.key(), ada.tenant()))
                        .key()
                        .orElseThrow()
                        .rotatedFrom())
                .isEqualTo(rotated.key());
        for (var key : List.of(revoked, rotated, successor)) {
            assertThat(node.ask(new FindRecordedApiKey(key.key(), ada.tenant())))
                    .isEqualTo(node.ask(new FindApiKey(key.key(), ada.tenant())));
            assertThat(node.ask(new FindRecordedApiKey(key.key(), bob.tenant())).key())
                    .isEmpty();
        }
        assertThat(node.ask(new FindRecordedApiKey(ada.key("none").key(), ada.tenant()))
                        .key())
                .isEmpty();

        stores.movableClock().advance(Duration.ofSeconds(60));
        assertThat(statuses()).containsExactly(Status.ACTIVE, Status.EXPIRED, Status.ROTATED, Status.REVOKED);

        stores.movableClock().advance(Duration.ofSeconds(60));
        assertThat(statuses()).containsExactly(Status.ACTIVE, Status.EXPIRED, Status.REVOKED, Status.REVOKED);
    }

    @Test
    void shows_which_ones_a_restore_suspended() {
        var now = stores.clock().instant();
        var old = ada.key("old");
        var revoked = ada.key("revoked");
        var rotated = ada.key("rotated");
        node.record(old, revoked, rotated, new ApiKeyRevoked(revoked.key()));
        node.record(new ApiKeyRotated(rotated.key(), old.key(), now.plusSeconds(60)));
        node.record(new KeysSuspended(ledger, 1));
        node.record(ada.key("later"));

        assertThat(statuses()).containsExactly(Status.ACTIVE, Status.SUSPENDED, Status.REVOKED, Status.SUSPENDED);
        recordedStatusesAreListed();
        assertThat(prefixes(list(Status.SUSPENDED, null, 50))).containsExactly("rotated", "old");
        assertThat(node.ask(new FindApiKey(old.key(), ada.tenant())).key())
                .map(ApiKeyListing::status)
                .contains(Status.SUSPENDED);

        node.record(new ApiKeyConfirmed(old.key()));
        assertThat(statuses()).containsExactly(Status.ACTIVE, Status.SUSPENDED, Status.REVOKED, Status.ACTIVE);
        recordedStatusesAreListed();

        node.record(new KeysConfirmed(ledger, ada.tenant()));
        assertThat(statuses()).containsExactly(Status.ACTIVE, Status.ROTATED, Status.REVOKED, Status.ACTIVE);
        recordedStatusesAreListed();
    }

    private void recordedStatusesAreListed() {
        assertThat(list(null, null, 50).keys())
                .allSatisfy(listed -> assertThat(node.ask(new FindRecordedApiKey(listed.keyId(), ada.tenant()))
                                .key())
                        .contains(listed));
    }

    @Test
    void shows_ended_ones_as_revoked_and_not_as_suspended() {
        node.record(ada.key("old"), new KeysSuspended(ledger, 1));
        node.record(new ApiKeysEnded(ada.user(), ada.tenant(), FIRST.next()));

        assertThat(statuses()).containsExactly(Status.REVOKED);
        assertThat(prefixes(list(Status.REVOKED, null, 50))).containsExactly("old");
    }

    @Test
    void shows_all_as_suspended_again_after_another_restore_until_all_are_confirmed() {
        node.record(ada.key("old"), new KeysSuspended(ledger, 1));
        node.record(new KeysConfirmed(ledger, ada.tenant()));
        node.record(new KeysSuspended(ledger, 2));
        assertThat(statuses()).containsExactly(Status.SUSPENDED);
        recordedStatusesAreListed();

        node.record(new KeysConfirmed(ledger, null));
        assertThat(statuses()).containsExactly(Status.ACTIVE);
        recordedStatusesAreListed();
    }

    @Test
    void counts_those_that_are_not_revoked_and_replaced_ones_while_they_are_accepted() {
        assertThat(count()).isZero();
        var keys = IntStream.range(0, 4).mapToObj(i -> ada.key("key" + i)).toList();
        node.record(keys.toArray());
        node.record(bob.key("bobs"));
        var old = keys.get(0).key();
        var successor = ada.key("successor", null, old);
        node.record(
                new ApiKeyRotated(old, successor.key(), stores.clock().instant().plusSeconds(9)), successor);
        assertThat(count()).isEqualTo(5);

        stores.movableClock().advance(Duration.ofSeconds(9));
        assertThat(count()).isEqualTo(4);
        stores.movableClock().advance(Duration.ofSeconds(-9));
        node.record(new ApiKeyRevoked(old));
        assertThat(count()).isEqualTo(4);
        node.record(
                new ApiKeyRevoked(successor.key()),
                new ApiKeyRevoked(keys.get(1).key()));
        assertThat(count()).isEqualTo(2);
    }

    private long count() {
        return node.askUpToDate(new CountApiKeys(ada.tenant())).keys();
    }

    @Test
    void continues_where_the_previous_page_ended() {
        IntStream.range(0, 25).forEach(i -> node.record(ada.key("key" + i)));

        assertThat(everything(null, 10))
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("key24")
                .endsWith("key0");
        assertThat(list(null, null, 25).nextCursor()).isNull();
    }

    @Test
    void of_one_status_skips_the_others_and_loses_none() {
        var keys = IntStream.range(0, 450).mapToObj(i -> ada.key("key" + i)).toList();
        node.record(keys.toArray());
        keys.stream()
                .filter(key -> Integer.parseInt(key.prefix().value().substring(3)) % 3 != 0)
                .forEach(key -> node.record(new ApiKeyRevoked(key.key())));
        node.awaitAllApplied();

        assertThat(everything(Status.ACTIVE, 7)).hasSize(150).doesNotHaveDuplicates();
        assertThat(everything(Status.REVOKED, 200)).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void of_one_status_has_a_next_page_only_if_it_contains_a_key() {
        var keys = IntStream.range(0, 300).mapToObj(i -> ada.key("key" + i)).toList();
        node.record(keys.toArray());
        keys.stream().limit(290).forEach(key -> node.record(new ApiKeyRevoked(key.key())));

        assertThat(list(Status.ACTIVE, null, 10).nextCursor()).isNull();
        assertThat(list(Status.ACTIVE, null, 9).nextCursor()).isNotNull();
        assertThat(list(Status.EXPIRED, null, 9).nextCursor()).isNull();
    }

    @Test
    void refuses_an_invalid_limit_or_cursor() {
        assertThatThrownBy(() -> list(null, null, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list(null, null, 201)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list(null, "no cursor!", 50)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void returns_the_same_for_another_tenants_key_and_an_unknown_one() {
        ApiKeyCreated created = ada.key("one");
        node.record(created);

        assertThat(node.askUpToDate(new FindApiKey(created.key(), ada.tenant())).key())
                .isPresent();
        assertThat(node.askUpToDate(new FindApiKey(created.key(), bob.tenant())))
                .isEqualTo(node.askUpToDate(new FindApiKey(bob.key("none").key(), bob.tenant())));
    }

    private List<String> everything(@Nullable Status status, int limit) {
        var found = new ArrayList<String>();
        String cursor = null;
        do {
            var page = list(status, cursor, limit);
            assertThat(page.keys()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(prefixes(page));
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    private List<Status> statuses() {
        return list(null, null, 50).keys().stream().map(ApiKeyListing::status).toList();
    }

    private ApiKeyListingPage list(@Nullable Status status, @Nullable String cursor, int limit) {
        return node.askUpToDate(new ListApiKeys(ada.tenant(), null, null, status, cursor, limit));
    }

    private static List<String> prefixes(ApiKeyListingPage page) {
        return page.keys().stream()
                .map(ApiKeyListing::prefix)
                .map(KeyPrefix::value)
                .toList();
    }
}
