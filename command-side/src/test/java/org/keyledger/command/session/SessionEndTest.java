package org.keyledger.command.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.OTHER_USER;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.started;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.command.FixedTenantPolicies;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;

@DisplayName("Ending a session")
class SessionEndTest {

    private static final Clock CLOCK = AggregateFixtures.after(Duration.ofMinutes(1));

    private final AggregateTestFixture<Session> fixture = AggregateFixtures.of(Session.class, CLOCK);
    private final RecordingSessionOwners owners = new RecordingSessionOwners();

    @BeforeEach
    void given_a_command_handler() {
        fixture.registerAnnotatedCommandHandler(new SessionCommandHandler(
                fixture.getRepository(),
                (user, version, session) -> true,
                owners,
                (user, link, session) -> {},
                FixedTenantPolicies.NONE,
                (user, use) -> Optional.empty(),
                SessionSettings.DEFAULTS,
                new ExpiryClock(CLOCK),
                CLOCK));
    }

    @Test
    void ends_it() {
        fixture.given(started(SESSION, FIRST))
                .when(new EndSession(SESSION, ADA))
                .expectEvents(new SessionEnded(SESSION, Reason.LOGGED_OUT))
                .expectResultMessagePayload(Decision.done());
        assertThat(owners.dropped).containsExactly(SESSION);
    }

    @Test
    void twice_is_not_an_error() {
        fixture.given(started(SESSION, FIRST), new SessionEnded(SESSION, Reason.LOGGED_OUT))
                .when(new EndSession(SESSION, ADA))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @Test
    void of_another_user_is_refused_like_an_unknown_session() {
        fixture.given(started(SESSION, FIRST))
                .when(new EndSession(SESSION, OTHER_USER))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.NO_SUCH_SESSION));
        assertThat(owners.dropped).isEmpty();
    }
}
