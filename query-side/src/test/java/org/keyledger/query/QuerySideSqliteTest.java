package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.MutableClock;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.sqlite.SqliteStorage;

/** The query side on SQLite, the default store. */
@DisplayName("Running the query side on SQLite")
@Timeout(120)
class QuerySideSqliteTest {

    private final MutableClock clock = MutableClock.at("2026-03-04T05:06:07Z");

    @TempDir
    private Path directory;

    @Test
    void keeps_last_use_across_a_restart_and_a_rebuild() throws InterruptedException {
        var ada = account();
        var session = ada.session(CredentialVersion.FIRST);
        try (var home = open();
                var node = QuerySideNode.over(stores(home))) {
            node.record(ada.signUp());
            node.record(session);
            var keys = IntStream.range(0, 300).mapToObj(i -> ada.key("key" + i)).toList();
            node.record(keys.toArray());
            keys.stream().limit(100).forEach(key -> node.record(new ApiKeyRevoked(key.key())));
            node.record(ada.passwordChange(2, session.session()));
            node.awaitAllApplied();
            assertThat(node.differencesAfterRebuild()).isEmpty();
            node.rebuild().run(progress -> {});
        }
        try (var home = open();
                var node = QuerySideNode.over(stores(home))) {
            node.awaitAllApplied();

            assertThat(node.askUpToDate(new FindUser(ada.user())).account()).isPresent();
            assertThat(node.ask(new FindLogin(ada.hmac())).login().orElseThrow().password())
                    .isEqualTo(ada.password(2));
            assertThat(active(node, ada)).hasSize(200).doesNotHaveDuplicates();
            assertThat(node.activeSession(session.session())).isPresent();
            assertThat(node.activeKey(new KeyPrefix("key99"), TestAccount.secret("key99")))
                    .isEmpty();
            assertThat(node.activeKey(new KeyPrefix("key100"), TestAccount.secret("key100")))
                    .isPresent();
            assertThat(node.differencesAfterRebuild()).isEmpty();
        }
    }

    @Test
    void revokes_a_key_for_the_first_request_after_it_a_thousand_times() {
        var ada = account();
        try (var home = open();
                var node = QuerySideNode.over(stores(home))) {
            node.record(ada.signUp());
            for (var round = 0; round < 1_000; round++) {
                var prefix = "key" + round;
                var key = ada.key(prefix);
                node.verifier().awaitEnforced(node.record(key), QuerySideNode.TIMEOUT);
                assertThat(node.activeKey(new KeyPrefix(prefix), TestAccount.secret(prefix)))
                        .as(prefix)
                        .isPresent();
                node.verifier().awaitEnforced(node.record(new ApiKeyRevoked(key.key())), QuerySideNode.TIMEOUT);
                assertThat(node.activeKey(new KeyPrefix(prefix), TestAccount.secret(prefix)))
                        .as(prefix)
                        .isEmpty();
            }
        }
    }

    private static ArrayList<String> active(QuerySideNode node, TestAccount ada) {
        var found = new ArrayList<String>();
        String cursor = null;
        do {
            var page = node.askUpToDate(new ListApiKeys(ada.tenant(), null, null, Status.ACTIVE, cursor, 70));
            page.keys().forEach(key -> found.add(key.prefix().value()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    private TestAccount account() {
        return TestAccount.of("ada", Stores.inMemory(clock));
    }

    private LedgerStorage open() {
        return SqliteStorage.open(
                directory,
                MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom()),
                clock,
                new SecureRandom());
    }

    private Stores stores(LedgerStorage home) {
        return new Stores(home.ledger(), home.vault(), home.views(), clock);
    }
}
