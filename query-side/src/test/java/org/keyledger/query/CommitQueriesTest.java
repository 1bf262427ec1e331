package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.commit.AwaitPosition;
import org.keyledger.kernel.commit.FindCommit;
import org.keyledger.kernel.commit.FoundCommit.Recorded;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.keyledger.ledger.Position;

@DisplayName("Finding a commit and awaiting a position")
class CommitQueriesTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final Map<String, String> request = Map.of(
            RequestMetadata.COMMIT_KEY, "k-1",
            RequestMetadata.FINGERPRINT, "hmac of the body",
            RequestMetadata.ACTOR_USER, ada.user().toString());

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void returns_its_last_position_its_time_and_its_fingerprint() {
        var last = node.record(request, ada.signUp());

        assertThat(node.ask(new FindCommit("k-1")).commit())
                .contains(new Recorded(last, ada.now(), "hmac of the body"));
        assertThat(node.ask(new FindCommit("k-2")).commit()).isEmpty();
    }

    @Test
    void decrypts_its_fingerprint() {
        node.record(request, ada.signUp());

        var metadata = stores.ledger().head().orElseThrow().commit().metadata();

        assertThat(new String(metadata, StandardCharsets.UTF_8)).doesNotContain("hmac of the body");
    }

    @Test
    void of_an_erased_user_has_no_fingerprint() {
        var last = node.record(request, ada.signUp());
        stores.vault().destroyKey(ada.user().toString(), new Position(9));

        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(restarted.ask(new FindCommit("k-1")).commit()).contains(new Recorded(last, ada.now(), null));
        }
    }

    @Test
    void or_waiting_for_one_ends_once_the_read_models_have_applied_it() {
        assertThat(node.ask(new AwaitPosition(node.record(ada.signUp())))).isTrue();
    }

    @Test
    void or_waiting_for_one_that_is_not_reached_returns_false() {
        node.record(ada.signUp());

        assertThat(node.ask(new AwaitPosition(1_000))).isFalse();
        assertThatThrownBy(() -> node.ask(new FindUser(ada.user()), Map.of(RequestMetadata.MIN_POSITION, 1_000L)))
                .isInstanceOf(ReadModelBehindException.class);
    }
}
