package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;

@DisplayName("Verifying sessions in memory")
@Timeout(60)
class SessionVerificationTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final SessionStarted session = ada.session(CredentialVersion.FIRST);

    @BeforeEach
    void begin() {
        node.record(ada.signUp());
        applied(session);
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void accepts_an_active_session() {
        assertThat(verify(session))
                .contains(new ActiveSession(
                        session.session(),
                        ada.user(),
                        ada.tenant(),
                        CredentialVersion.FIRST,
                        false,
                        session.authentication(),
                        1,
                        ada.now(),
                        ada.now(),
                        session.endsAt()));
        assertThat(verify(ada.session(CredentialVersion.FIRST))).isEmpty();
    }

    @Test
    void refuses_every_one_after_a_reset_also_what_a_change_had_kept() {
        applied(ada.passwordChange(2, session.session()));
        assertThat(verify(session)).isPresent();

        applied(new PasswordReset(
                ada.user(),
                new MailRequestId(UUID.randomUUID()),
                ada.password(3),
                new CredentialVersion(3),
                Digest.of("receipt")));

        assertThat(verify(session)).isEmpty();
    }

    @Test
    void refuses_one_that_was_ended() {
        applied(new SessionEnded(session.session(), Reason.LOGGED_OUT));

        assertThat(verify(session)).isEmpty();
    }

    @Test
    void refuses_all_that_were_started_before_a_restore() {
        applied(new SessionsEnded(new UUID(1, 2), 1));
        var later = ada.session(CredentialVersion.FIRST);
        applied(later);
        applied(new SessionRefreshed(session.session(), ada.user(), 2, Digest.of("two"), session.idleUntil()));

        assertThat(verify(session)).isEmpty();
        assertThat(verify(later)).isPresent();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeSession(session.session())).isEmpty();
            assertThat(restarted.activeSession(later.session())).isPresent();
        }
    }

    @Test
    void refuses_one_whose_refresh_token_was_reused() {
        applied(new RefreshTokenReused(session.session(), 1));

        assertThat(verify(session)).isEmpty();
    }

    @Test
    void refuses_one_that_was_not_used_for_too_long() {
        stores.movableClock().advance(Duration.ofHours(23));
        applied(refreshed(2, Duration.ofHours(24)));
        stores.movableClock().advance(Duration.ofHours(24).minusMillis(1));
        assertThat(verify(session)).isPresent();

        stores.movableClock().advance(Duration.ofMillis(1));
        assertThat(verify(session)).isEmpty();
    }

    @Test
    void knows_when_the_current_generation_was_issued_also_after_a_restart() {
        stores.movableClock().advance(Duration.ofHours(1));
        applied(refreshed(2, Duration.ofHours(24)));

        assertThat(verify(session)).hasValueSatisfying(this::isRenewedOneHourAfterItsStart);
        node.awaitAllApplied();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeSession(session.session()))
                    .hasValueSatisfying(this::isRenewedOneHourAfterItsStart);
        }
    }

    private void isRenewedOneHourAfterItsStart(ActiveSession active) {
        assertThat(active.generation()).isEqualTo(2);
        assertThat(active.startedAt()).isEqualTo(ada.now());
        assertThat(active.renewedAt()).isEqualTo(ada.now().plus(Duration.ofHours(1)));
    }

    @Test
    void still_refuses_an_expired_one_when_the_clock_is_set_back() {
        var used = Duration.ofHours(25);
        stores.movableClock().advance(used);
        assertThat(verify(session)).isEmpty();
        stores.movableClock().advance(used.negated());
        assertThat(verify(session)).isEmpty();

        applied(refreshed(2, Duration.ofHours(26)));
        assertThat(verify(session)).isPresent();
    }

    @Test
    void refuses_one_at_its_end_however_much_it_is_used() {
        applied(refreshed(2, Duration.ofDays(100)));

        stores.movableClock().advance(Duration.ofDays(90).minusMillis(1));
        assertThat(verify(session)).isPresent();
        stores.movableClock().advance(Duration.ofMillis(1));
        assertThat(verify(session)).isEmpty();
    }

    @Test
    void refuses_all_but_the_kept_one_once_the_password_changed() {
        var other = ada.session(CredentialVersion.FIRST);
        applied(other);
        applied(ada.passwordChange(2, session.session()));

        assertThat(verify(session)).isPresent();
        assertThat(verify(other)).isEmpty();

        applied(ada.passwordChange(3, null));
        assertThat(verify(session)).isEmpty();
    }

    @Test
    void refuses_one_whose_log_in_raced_the_change_of_password() {
        node.record(ada.passwordChange(2, null));
        var stale = ada.session(CredentialVersion.FIRST);
        var fresh = ada.session(new CredentialVersion(2));
        applied(stale);
        applied(fresh);

        assertThat(verify(stale)).isEmpty();
        assertThat(verify(fresh)).isPresent();
    }

    @Test
    void refuses_all_but_the_one_that_ended_the_others() {
        var other = ada.session(CredentialVersion.FIRST);
        applied(other);
        applied(new OtherSessionsEnded(ada.user(), CredentialVersion.FIRST.next(), session.session()));
        var late = ada.session(CredentialVersion.FIRST);
        applied(late);

        assertThat(verify(session)).isPresent();
        assertThat(verify(other)).isEmpty();
        assertThat(verify(late)).isEmpty();
    }

    @Test
    void refuses_those_of_an_erased_user_also_one_that_was_being_started() {
        applied(new UserErased(ada.user()));
        var late = ada.session(CredentialVersion.FIRST);
        applied(late);

        assertThat(verify(session)).isEmpty();
        assertThat(verify(late)).isEmpty();
        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeSession(session.session())).isEmpty();
            assertThat(restarted.activeSession(late.session())).isEmpty();
        }
    }

    @Test
    void restores_its_state_after_a_restart() {
        var kept = ada.session(CredentialVersion.FIRST);
        var ended = ada.session(new CredentialVersion(2));
        node.record(kept);
        node.record(ada.passwordChange(2, kept.session()));
        node.record(ended);
        node.record(new SessionEnded(ended.session(), Reason.LOGGED_OUT));
        node.awaitAllApplied();

        try (var restarted = QuerySideNode.over(stores)) {
            restarted.awaitAllApplied();
            assertThat(restarted.activeSession(session.session())).isEmpty();
            assertThat(restarted.activeSession(kept.session())).isPresent();
            assertThat(restarted.activeSession(ended.session())).isEmpty();
        }
    }

    private SessionRefreshed refreshed(int generation, Duration idle) {
        return new SessionRefreshed(
                session.session(),
                ada.user(),
                generation,
                Digest.of("refresh " + generation),
                stores.clock().instant().plus(idle));
    }

    private void applied(Object... events) {
        assertThat(node.verifier().awaitEnforced(node.record(events), QuerySideNode.TIMEOUT))
                .isTrue();
    }

    private Optional<ActiveSession> verify(SessionStarted started) {
        return node.activeSession(started.session());
    }
}
