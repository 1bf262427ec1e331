package org.keyledger.command.user;

import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.registered;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserCommand.RenameUser;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.UserRenamed;

@org.junit.jupiter.api.DisplayName("Renaming a user")
class UserRenameTest {

    private static final DisplayName KING = DisplayName.parse("Ada King");

    @Test
    void is_recorded() {
        AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO))
                .given(registered())
                .when(new RenameUser(ADA, KING))
                .expectEvents(new UserRenamed(ADA, KING))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void to_the_current_name_records_nothing() {
        AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO))
                .given(registered(), new UserRenamed(ADA, KING))
                .when(new RenameUser(ADA, KING))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @Test
    void and_ending_other_sessions_are_independent() {
        AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO))
                .given(registered(), new UserRenamed(ADA, KING))
                .when(new EndOtherSessions(ADA, SESSION))
                .expectEvents(new OtherSessionsEnded(ADA, FIRST.next(), SESSION))
                .expectResultMessagePayload(Decision.done());
    }
}
