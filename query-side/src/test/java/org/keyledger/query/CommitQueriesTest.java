package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.commit.AwaitPosition;
import org.keyledger.kernel.commit.FindCommit;
import org.keyledger.kernel.commit.FoundCommit.Recorded;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.keyledger.ledger.Position;

class CommitQueriesTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode world = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final Map<String, String> request = Map.of(
            RequestMetadata.COMMIT_KEY, "k-1",
            RequestMetadata.FINGERPRINT, "hmac of the body",
            RequestMetadata.ACTOR, ada.user().toString());

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void tells_where_it_ends_when_it_was_made_and_of_which_body() {
        var last = world.record(request, ada.signUp());

        assertThat(world.ask(new FindCommit("k-1")).commit())
                .contains(new Recorded(last, ada.now(), "hmac of the body"));
        assertThat(world.ask(new FindCommit("k-2")).commit()).isEmpty();
    }

    @Test
    void opens_a_body_that_the_ledger_holds_sealed() {
        world.record(request, ada.signUp());

        var metadata =
                stores.ledger().head().orElseThrow().commit().events().get(0).metadata();

        assertThat(new String(metadata, StandardCharsets.UTF_8)).doesNotContain("hmac of the body");
    }

    @Test
    void of_who_was_erased_no_longer_knows_the_body() {
        var last = world.record(request, ada.signUp());
        stores.vault().destroyKey(ada.user().toString(), new Position(9));

        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(restarted.ask(new FindCommit("k-1")).commit()).contains(new Recorded(last, ada.now(), null));
        }
    }

    @Test
    void or_waiting_for_one_ends_as_soon_as_the_read_models_have_seen_it() {
        assertThat(world.ask(new AwaitPosition(world.record(ada.signUp())))).isTrue();
    }

    @Test
    void or_waiting_for_one_that_does_not_come_ends_with_a_no() {
        world.record(ada.signUp());

        assertThat(world.ask(new AwaitPosition(1_000))).isFalse();
        assertThatThrownBy(() -> world.ask(new FindUser(ada.user()), Map.of(RequestMetadata.MIN_POSITION, 1_000L)))
                .isInstanceOf(ReadModelBehindException.class);
    }
}
