package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventHandler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Views;
import org.keyledger.query.projection.ProjectionDefinition;
import org.keyledger.query.projection.ReadModelRebuild;
import org.keyledger.query.projection.ReadModelRebuild.Progress;

@DisplayName("Rebuilding and comparing the read models")
@Timeout(60)
class ReadModelRebuildTest {

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);

    @Test
    void produces_the_same_documents() throws InterruptedException {
        try (var node = QuerySideNode.over(stores)) {
            recordAccount(node);

            assertThat(node.differencesAfterRebuild()).isEmpty();
        }
    }

    @Test
    void reports_differences() throws InterruptedException {
        try (var node = QuerySideNode.over(stores)) {
            recordAccount(node);
            var lost = stores.views().scan("api-keys@1", Optional.empty(), 1).get(0);
            removeFromView(lost.id());

            assertThat(node.differencesAfterRebuild()).containsExactly("api-keys/" + lost.id() + " is missing");
        }
    }

    private void removeFromView(String lost) {
        var progress = stores.views().checkpoint("projections@1");
        try (var batch = stores.views().begin("projections@1", progress)) {
            batch.remove("api-keys@1", lost);
            batch.saveCheckpoint(progress.orElseThrow());
            batch.commit();
        }
    }

    @Test
    void does_not_report_documents_that_ended_and_were_removed() throws InterruptedException {
        try (var node = QuerySideNode.over(stores)) {
            recordAccount(node);
            node.record(ada.key("brief", ada.now().plusSeconds(60), null));
            node.awaitAllApplied();
            stores.movableClock().advance(Duration.ofHours(25));
            Eventually.awaitTrue(
                    () -> stores.views().count("devices@1") == 0,
                    Duration.ofSeconds(20),
                    () -> "expired documents were not removed");

            assertThat(node.differencesAfterRebuild()).isEmpty();
        }
    }

    @Test
    void replaces_the_old_read_models_which_are_dropped() throws InterruptedException {
        try (var node = QuerySideNode.over(stores)) {
            recordAccount(node);
            node.rebuild().run(progress -> {});
        }

        assertThat(stores.views().count("api-keys@1")).isZero();
        assertThat(stores.views().count("api-keys@2")).isEqualTo(60);
        assertThat(stores.views().checkpoint("projections@2").map(Views.Checkpoint::next))
                .contains(stores.ledger().nextPosition());
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.record(ada.key("later"));
            restarted.awaitAllApplied();

            assertThat(restarted
                            .ask(new ListApiKeys(ada.tenant(), null, null, null, null, 200))
                            .keys())
                    .hasSize(61);
            assertThat(restarted
                            .ask(new FindLogin(ada.hmac()))
                            .login()
                            .orElseThrow()
                            .password())
                    .isEqualTo(ada.password(2));
            assertThat(restarted.activeKey(new KeyPrefix("key1"), TestAccount.secret("key1")))
                    .isPresent();
            assertThat(restarted.differencesAfterRebuild()).isEmpty();
        }
    }

    @Test
    void of_an_empty_ledger_completes_immediately() throws InterruptedException {
        var reported = new ArrayList<Progress>();
        try (var node = QuerySideNode.over(stores)) {
            node.rebuild().run(reported::add);
        }

        assertThat(reported).extracting(Progress::done).containsExactly(0L);
    }

    @Test
    void reports_its_progress() throws InterruptedException {
        var reported = new ArrayList<Progress>();
        try (var node = QuerySideNode.over(stores, PositionRecordingProjection.definition(position -> pause()))) {
            recordAccount(node);
            node.rebuild().run(reported::add);
        }

        var head = stores.ledger().nextPosition().value();
        assertThat(reported)
                .extracting(Progress::done)
                .isSorted()
                .startsWith(0L)
                .endsWith(head);
        assertThat(reported).allSatisfy(progress -> assertThat(progress.head()).isEqualTo(head));
    }

    @Test
    void that_fails_keeps_the_old_read_models_and_can_be_retried() throws InterruptedException {
        var keyFails = new boolean[] {false};
        try (var node = QuerySideNode.over(
                stores, new ProjectionDefinition(List.of("fragile"), models -> new FailingProjection(keyFails)))) {
            recordAccount(node);
            keyFails[0] = true;
            assertThatThrownBy(() -> node.rebuild().run(progress -> {}))
                    .isInstanceOf(ReadModelRebuild.RebuildFailedException.class)
                    .hasMessageContaining("nothing was changed: a projection failed: on purpose");
            assertThat(node.askUpToDate(new ListApiKeys(ada.tenant(), null, null, null, null, 200))
                            .keys())
                    .hasSize(60);

            keyFails[0] = false;
            node.rebuild().run(progress -> {});
        }

        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted
                            .ask(new ListApiKeys(ada.tenant(), null, null, null, null, 200))
                            .keys())
                    .hasSize(60);
        }
    }

    @Test
    void fails_with_a_reason_if_events_cannot_be_decrypted() {
        try (var node = QuerySideNode.over(stores)) {
            recordAccount(node);
        }
        var keysLost = new Stores(stores.ledger(), new InMemoryVault(), stores.views(), stores.clock());

        try (var node = QuerySideNode.over(keysLost)) {
            assertThatThrownBy(() -> node.rebuild().run(progress -> {}))
                    .isInstanceOf(ReadModelRebuild.RebuildFailedException.class);
        }
        assertThat(stores.views().count("api-keys@1")).isEqualTo(60);
    }

    private void recordAccount(QuerySideNode node) {
        node.record(ada.signUp());
        node.record(ada.session(CredentialVersion.FIRST));
        node.record(ada.passwordChange(2, null));
        var keys = IntStream.range(0, 60).mapToObj(i -> ada.key("key" + i)).toList();
        node.record(keys.toArray());
        node.record(new ApiKeyRevoked(keys.get(0).key()));
        node.awaitAllApplied();
    }

    private static void pause() {
        try {
            Thread.sleep(5); // models a slow projection
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class FailingProjection {

        private final boolean[] fails;

        FailingProjection(boolean[] fails) {
            this.fails = fails;
        }

        @EventHandler
        void on(ApiKeyCreated event) {
            if (fails[0]) {
                throw new IllegalStateException("on purpose");
            }
        }
    }
}
