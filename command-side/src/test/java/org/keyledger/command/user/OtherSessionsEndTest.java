package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;

@DisplayName("Ending all other sessions")
class OtherSessionsEndTest {

    private static final SessionId ELSEWHERE = new SessionId(id(80));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void ada_is_logged_in_twice() {
        commandSide.given(signUp(), logIn(ELSEWHERE, FIRST), new EndOtherSessions(ADA, SESSION));
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void leaves_this_session() {
        assertThat(commandSide.when(refresh(SESSION, 1))).isEqualTo(Decision.done());
    }

    @Test
    void ends_every_other() {
        assertThat(commandSide.expectRefusal(refresh(ELSEWHERE, 1))).isEqualTo(Refusal.SESSION_ENDED);
    }

    @Test
    void also_ends_sessions_whose_start_was_decided_before() {
        assertThat(commandSide.expectRefusal(logIn(new SessionId(id(81)), FIRST)))
                .isEqualTo(Refusal.STALE_CREDENTIAL);
    }
}
