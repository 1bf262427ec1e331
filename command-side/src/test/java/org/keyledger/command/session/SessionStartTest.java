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
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;

@DisplayName("Starting a session")
class SessionStartTest {

    private static final Clock CLOCK = AggregateFixtures.after(Duration.ZERO);
    private static final SessionValidator FIRST_IS_CURRENT = (user, version, session) -> version.equals(FIRST);

    private final RecordingSessionOwners owners = new RecordingSessionOwners();

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
                .when(new StartSession(ADA, TENANT, FIRST, remembered, null, null))
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
                SessionSettings.DEFAULTS,
                new ExpiryClock(CLOCK),
                CLOCK));
        return fixture;
    }
}
