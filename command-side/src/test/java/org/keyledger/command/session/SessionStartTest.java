package org.keyledger.command.session;

import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.started;
import static org.keyledger.command.Samples.token;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.command.FixedTenantPolicies;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantPolicy;

@DisplayName("Starting a session")
class SessionStartTest {

    private static final Clock CLOCK = AggregateFixtures.after(Duration.ZERO);
    private static final SessionValidator FIRST_IS_CURRENT = (user, version, session) -> version.equals(FIRST);

    private final RecordingSessionOwners owners = new RecordingSessionOwners();
    private FixedTenantPolicies policies = FixedTenantPolicies.NONE;

    @Test
    void records_when_it_ends() {
        fixture()
                .givenNoPriorActivity()
                .when(logIn(SESSION, FIRST))
                .expectEvents(started(SESSION, FIRST))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void on_a_remembered_device_lasts_longer() {
        var remembered =
                new NewSession(SESSION, token(SESSION, 1), true, Authentication.byPassword(NOW.minusSeconds(5)));
        fixture()
                .givenNoPriorActivity()
                .when(new StartSession(ADA, TENANT, FIRST, remembered, null, null, null))
                .expectEvents(new SessionStarted(
                        SESSION,
                        ADA,
                        TENANT,
                        FIRST,
                        token(SESSION, 1),
                        true,
                        NOW.plus(Duration.ofDays(30)),
                        NOW.plus(Duration.ofDays(90)),
                        remembered.authentication()));
    }

    @ParameterizedTest
    @CsvSource({
        // idle and longest time of the policy, and of the session that starts; hours
        ", , 720, 2160",
        "1, , 1, 2160",
        ", 8, 8, 8",
        "12, 8, 8, 8",
        "1, 8, 1, 8",
        "8000, 8000, 720, 2160"
    })
    void lasts_no_longer_than_the_policy_and_the_settings_allow(
            @Nullable Integer idleRule, @Nullable Integer maxRule, int idle, int longest) {
        policies = new FixedTenantPolicies(
                new TenantPolicy(null, null, null, null, null, null, seconds(idleRule), seconds(maxRule)), ADA);

        var remembered = new NewSession(SESSION, token(SESSION, 1), true, Authentication.byPassword(NOW));
        fixture()
                .givenNoPriorActivity()
                .when(new StartSession(ADA, TENANT, FIRST, remembered, null, null, null))
                .expectEvents(new SessionStarted(
                        SESSION,
                        ADA,
                        TENANT,
                        FIRST,
                        token(SESSION, 1),
                        true,
                        NOW.plus(Duration.ofHours(idle)),
                        NOW.plus(Duration.ofHours(longest)),
                        remembered.authentication()));
    }

    private static @Nullable Integer seconds(@Nullable Integer hours) {
        return hours == null ? null : hours * 3_600;
    }

    @Test
    void with_a_stale_credential_is_refused() {
        fixture()
                .givenNoPriorActivity()
                .when(logIn(SESSION, FIRST.next()))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.STALE_CREDENTIAL));
    }

    @Test
    void is_refused_before_the_password_is_reset() {
        owners.requirePasswordReset(ADA);

        fixture()
                .givenNoPriorActivity()
                .when(logIn(SESSION, FIRST))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.PASSWORD_RESET_REQUIRED));
    }

    private AggregateTestFixture<Session> fixture() {
        var fixture = AggregateFixtures.of(Session.class, CLOCK);
        fixture.registerAnnotatedCommandHandler(new SessionCommandHandler(
                fixture.getRepository(),
                FIRST_IS_CURRENT,
                owners,
                (user, link, session) -> {},
                policies,
                (user, use) -> Optional.empty(),
                SessionSettings.DEFAULTS,
                new ExpiryClock(CLOCK),
                CLOCK));
        return fixture;
    }
}
