package org.keyledger.command.session;

import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.started;
import static org.keyledger.command.Samples.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.command.FixedTenantPolicies;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantPolicy;

@DisplayName("Refreshing a session")
class SessionRefreshTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration IN_GRACE = Duration.ofMillis(9_999);
    private static final Duration GRACE_IS_OVER = Duration.ofSeconds(10);

    private static final SessionValidator CURRENT = (user, version, session) -> true;
    private static final SessionValidator CHANGED = (user, version, session) -> false;

    @Test
    void renews_its_token_and_its_time() {
        after(HOUR, CURRENT, started(SESSION, FIRST))
                .when(refresh(SESSION, 1))
                .expectEvents(refreshed(2, NOW.plus(HOUR).plus(Duration.ofHours(24))))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void again_with_the_next_token_renews_it_again() {
        after(HOUR, CURRENT, started(SESSION, FIRST), refreshed(2, idle()))
                .when(refresh(SESSION, 2))
                .expectEvents(refreshed(3, NOW.plus(HOUR).plus(Duration.ofHours(24))));
    }

    @Test
    void in_parallel_within_the_grace_period_records_nothing() {
        after(IN_GRACE, CURRENT, started(SESSION, FIRST), refreshed(2, idle()))
                .when(refresh(SESSION, 1))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @Test
    void with_a_replaced_token_after_the_grace_ends_the_family() {
        after(GRACE_IS_OVER, CURRENT, started(SESSION, FIRST), refreshed(2, idle()))
                .when(refresh(SESSION, 1))
                .expectEvents(
                        new RefreshTokenReused(SESSION, 1), new SessionEnded(SESSION, Reason.REFRESH_TOKEN_REUSED))
                .expectResultMessagePayload(Decision.refuse(Refusal.REFRESH_TOKEN_REUSED));
    }

    @Test
    void with_a_replaced_token_after_the_clock_was_set_back_ends_the_family() {
        after(HOUR.negated(), CURRENT, started(SESSION, FIRST), refreshed(2, idle()))
                .when(refresh(SESSION, 1))
                .expectEvents(
                        new RefreshTokenReused(SESSION, 1), new SessionEnded(SESSION, Reason.REFRESH_TOKEN_REUSED));
    }

    @Test
    void with_a_token_replaced_twice_ends_the_family_immediately() {
        after(IN_GRACE, CURRENT, started(SESSION, FIRST), refreshed(2, idle()), refreshed(3, idle()))
                .when(refresh(SESSION, 1))
                .expectEvents(
                        new RefreshTokenReused(SESSION, 1), new SessionEnded(SESSION, Reason.REFRESH_TOKEN_REUSED));
    }

    @Test
    void of_an_ended_family_is_refused_with_every_token() {
        after(HOUR, CURRENT, started(SESSION, FIRST), new SessionEnded(SESSION, Reason.REFRESH_TOKEN_REUSED))
                .when(refresh(SESSION, 1))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.SESSION_ENDED));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 3})
    void with_an_invalid_token_is_refused(int generation) {
        after(IN_GRACE, CURRENT, started(SESSION, FIRST), refreshed(2, idle()))
                .when(new RefreshSession(SESSION, generation, Digest.of("made up"), token(SESSION, generation + 1)))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.NO_SUCH_SESSION));
    }

    @Test
    void after_a_change_of_password_ends_it() {
        after(HOUR, CHANGED, started(SESSION, FIRST))
                .when(refresh(SESSION, 1))
                .expectEvents(new SessionEnded(SESSION, Reason.CREDENTIAL_CHANGED))
                .expectResultMessagePayload(Decision.refuse(Refusal.SESSION_ENDED));
    }

    @Test
    void after_a_change_of_password_has_no_grace_period() {
        after(IN_GRACE, CHANGED, started(SESSION, FIRST), refreshed(2, idle()))
                .when(refresh(SESSION, 1))
                .expectResultMessagePayload(Decision.refuse(Refusal.SESSION_ENDED));
    }

    @Test
    void that_was_left_idle_is_refused() {
        after(Duration.ofHours(24), CURRENT, started(SESSION, FIRST))
                .when(refresh(SESSION, 1))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.SESSION_ENDED));
    }

    @Test
    void never_exceeds_the_maximum_lifetime() {
        var end = NOW.plus(Duration.ofDays(90));

        after(Duration.ofDays(90).minus(HOUR), CURRENT, remembered(end), refreshed(2, end))
                .when(refresh(SESSION, 2))
                .expectEvents(refreshed(3, end));
        after(Duration.ofDays(90), CURRENT, remembered(end), refreshed(2, end))
                .when(refresh(SESSION, 2))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.SESSION_ENDED));
    }

    @Test
    void after_the_tenant_shortened_the_idle_time_gets_the_shorter_one() {
        after(HOUR, CURRENT, policy(1_800, null), started(SESSION, FIRST))
                .when(refresh(SESSION, 1))
                .expectEvents(refreshed(2, NOW.plus(HOUR).plusSeconds(1_800)));
    }

    @Test
    void after_the_tenant_shortened_the_longest_time_ends_in_that_time_after_its_start() {
        after(HOUR, CURRENT, policy(null, 7_200), started(SESSION, FIRST))
                .when(refresh(SESSION, 1))
                .expectEvents(refreshed(2, NOW.plusSeconds(7_200)));
    }

    @Test
    void that_has_lasted_longer_than_the_tenant_now_allows_ends_it() {
        after(HOUR, CURRENT, policy(null, 3_600), started(SESSION, FIRST))
                .when(refresh(SESSION, 1))
                .expectEvents(new SessionEnded(SESSION, Reason.POLICY))
                .expectResultMessagePayload(Decision.refuse(Refusal.SESSION_ENDED));
    }

    private static FixedTenantPolicies policy(@Nullable Integer idle, @Nullable Integer max) {
        return new FixedTenantPolicies(new TenantPolicy(null, null, null, null, null, null, idle, max), ADA);
    }

    private static TestExecutor<Session> after(Duration time, SessionValidator credentials, Object... happenedNow) {
        return after(time, credentials, FixedTenantPolicies.NONE, happenedNow);
    }

    private static TestExecutor<Session> after(
            Duration time, SessionValidator credentials, FixedTenantPolicies policies, Object... happenedNow) {
        var clock = AggregateFixtures.after(time);
        AggregateTestFixture<Session> fixture = AggregateFixtures.of(Session.class, clock);
        fixture.registerAnnotatedCommandHandler(new SessionCommandHandler(
                fixture.getRepository(),
                credentials,
                new RecordingSessionOwners(),
                (user, link, session) -> {},
                policies,
                (user, use) -> Optional.empty(),
                SessionSettings.DEFAULTS,
                new ExpiryClock(clock),
                clock));
        return fixture.givenCurrentTime(NOW).andGiven(happenedNow);
    }

    private static SessionRefreshed refreshed(int generation, Instant idleUntil) {
        return new SessionRefreshed(SESSION, ADA, generation, token(SESSION, generation), idleUntil);
    }

    private static Instant idle() {
        return NOW.plus(Duration.ofHours(24));
    }

    private static SessionStarted remembered(Instant end) {
        var start = started(SESSION, FIRST);
        return new SessionStarted(
                SESSION,
                ADA,
                start.tenant(),
                FIRST,
                start.refreshToken(),
                true,
                NOW.plus(Duration.ofDays(30)),
                end,
                start.authentication());
    }
}
