package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionListing;
import org.keyledger.kernel.session.SessionQuery.FindOtherSession;
import org.keyledger.kernel.session.SessionQuery.ListSessions;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Position;

@DisplayName("Listing a user's sessions")
@Timeout(60)
class SessionProjectionTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final SessionStarted here = ada.session(CredentialVersion.FIRST);
    private final SessionStarted there = ada.session(CredentialVersion.FIRST);

    @BeforeEach
    void ada_is_logged_in_twice() {
        node.record(ada.signUp());
        node.record(from("192.0.2.1"), here);
        node.record(from("192.0.2.2"), there);
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void returns_the_newest_first_with_address_and_user_agent() {
        assertThat(sessions())
                .containsExactly(
                        new SessionListing(there.session(), ada.now(), ada.now(), "192.0.2.2", "curl"),
                        new SessionListing(here.session(), ada.now(), ada.now(), "192.0.2.1", "curl"));
    }

    @Test
    void returns_page_by_page() {
        var first = node.askUpToDate(new ListSessions(ada.user(), null, 1));
        var second = node.askUpToDate(new ListSessions(ada.user(), first.nextCursor(), 1));

        assertThat(first.sessions()).extracting(SessionListing::id).containsExactly(there.session());
        assertThat(second.sessions()).extracting(SessionListing::id).containsExactly(here.session());
    }

    @Test
    void has_a_next_page_only_if_it_contains_an_active_session() {
        var shorter = Duration.between(ada.now(), here.idleUntil()).minusHours(1);
        stores.movableClock().advance(shorter);
        node.record(new SessionRefreshed(there.session(), ada.user(), 2, Digest.of("two"), there.endsAt()));
        stores.movableClock().advance(Duration.ofHours(1));

        var page = node.askUpToDate(new ListSessions(ada.user(), null, 1));

        assertThat(page.sessions()).extracting(SessionListing::id).containsExactly(there.session());
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void removes_expired_sessions_from_the_listing_with_their_last_use() {
        node.verifier().recordUse(here.session());
        awaitLastUses(1);
        node.record(new SessionRefreshed(there.session(), ada.user(), 2, Digest.of("two"), there.endsAt()));
        node.awaitAllApplied();

        stores.movableClock().advance(Duration.ofHours(25));

        Eventually.awaitTrue(
                () -> stores.views().count("devices@1") == 1,
                Duration.ofSeconds(20),
                () -> "devices has expired sessions");
        assertThat(stores.views().find("devices@1", there.session().toString())).isPresent();
        awaitLastUses(0);
        node.record(new SessionRefreshed(here.session(), ada.user(), 2, Digest.of("late"), here.endsAt()));
        node.awaitAllApplied();
        assertThat(node.activeSession(there.session())).isPresent();
    }

    @Test
    void finds_a_session_beside_the_kept_one_until_it_has_ended() {
        assertThat(hasOther()).isTrue();

        node.record(new SessionEnded(there.session(), Reason.LOGGED_OUT));

        assertThat(hasOther()).isFalse();
    }

    private boolean hasOther() {
        return node.ask(new FindOtherSession(ada.user(), here.session())).found();
    }

    @Test
    void returns_when_each_was_last_used() {
        stores.movableClock().advance(Duration.ofMinutes(5));
        var seen = stores.clock().instant();
        node.verifier().recordUse(here.session());

        assertThat(sessions()).extracting(SessionListing::lastSeenAt).containsExactly(ada.now(), seen);
    }

    @Test
    void omits_ended_and_idle_sessions() {
        node.record(new SessionEnded(here.session(), Reason.LOGGED_OUT));
        assertThat(sessions()).extracting(SessionListing::id).containsExactly(there.session());

        stores.movableClock().advance(Duration.ofHours(24));
        assertThat(sessions()).isEmpty();
    }

    @Test
    void omits_all_that_were_started_before_a_restore_and_ends_the_pages_there() {
        node.record(new SessionsEnded(new UUID(1, 2), 1));
        var later = ada.session(CredentialVersion.FIRST);
        node.record(from("192.0.2.3"), later);
        node.record(new SessionRefreshed(there.session(), ada.user(), 2, Digest.of("two"), there.idleUntil()));

        assertThat(sessions()).extracting(SessionListing::id).containsExactly(later.session());
        var first = node.askUpToDate(new ListSessions(ada.user(), null, 2));
        assertThat(first.sessions()).extracting(SessionListing::id).containsExactly(later.session());
        assertThat(first.nextCursor()).isNull();
        assertThat(node.ask(new FindOtherSession(ada.user(), later.session())).found())
                .isFalse();
    }

    @Test
    void omits_other_sessions_once_they_were_ended_also_one_that_was_refreshed_meanwhile() {
        node.record(new OtherSessionsEnded(ada.user(), CredentialVersion.FIRST.next(), here.session()));
        node.record(new SessionRefreshed(there.session(), ada.user(), 2, Digest.of("two"), there.idleUntil()));

        assertThat(sessions()).extracting(SessionListing::id).containsExactly(here.session());
    }

    @Test
    void omits_other_sessions_after_a_password_change_and_all_after_a_reset() {
        node.record(ada.passwordChange(2, here.session()));
        assertThat(sessions()).extracting(SessionListing::id).containsExactly(here.session());

        node.record(new PasswordReset(
                ada.user(),
                new MailRequestId(UUID.randomUUID()),
                ada.password(3),
                new CredentialVersion(3),
                Digest.of("receipt")));
        assertThat(sessions()).isEmpty();
    }

    @Test
    void keeps_no_last_use_of_ended_sessions() {
        node.verifier().recordUse(here.session());
        node.verifier().recordUse(there.session());
        awaitLastUses(2);

        node.record(ada.passwordChange(2, here.session()));

        awaitLastUses(1);
        assertThat(stores.views().find("sightings", here.session().toString())).isPresent();
    }

    @Test
    void shows_nothing_of_an_erased_user() {
        node.record(new UserErased(ada.user()));

        assertThat(sessions()).isEmpty();
    }

    @Test
    void shows_no_address_once_the_key_is_destroyed() {
        node.awaitAllApplied();
        stores.vault().destroyKey(ada.user().toString(), new Position(9));

        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(restarted
                            .askUpToDate(new ListSessions(ada.user(), null, 50))
                            .sessions())
                    .hasSize(2)
                    .allSatisfy(it -> {
                        assertThat(it.address()).isNull();
                        assertThat(it.userAgent()).isNull();
                    });
        }
    }

    private void awaitLastUses(long count) {
        Eventually.awaitTrue(
                () -> stores.views().count("sightings") == count,
                () -> stores.views().count("sightings"));
    }

    private List<SessionListing> sessions() {
        return node.askUpToDate(new ListSessions(ada.user(), null, 50)).sessions();
    }

    private Map<String, ?> from(String address) {
        return Map.of(
                RequestMetadata.ACTOR_USER,
                ada.user().toString(),
                RequestMetadata.ADDRESS,
                address,
                RequestMetadata.USER_AGENT,
                "curl");
    }
}
