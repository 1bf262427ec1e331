package org.keyledger.command.user;

import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.registered;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserCommand.ChangeProfile;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.UserRenamed;

@org.junit.jupiter.api.DisplayName("Renaming a user")
class UserRenameTest {

    private static final DisplayName KING = DisplayName.parse("Ada King");

    @Test
    void is_recorded() {
        AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO))
                .given(registered())
                .when(new ChangeProfile(ADA, KING, null))
                .expectEvents(new UserRenamed(ADA, KING))
                .expectResultMessagePayload(Decision.done());
    }

    /** A handler runs in one unit of work, whose events are one commit. */
    @Test
    void together_with_a_change_of_language_is_one_decision() {
        AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO))
                .given(registered())
                .when(new ChangeProfile(ADA, KING, Language.GERMAN))
                .expectEvents(new UserRenamed(ADA, KING), new LanguageChanged(ADA, Language.GERMAN))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void records_only_what_differs() {
        AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO))
                .given(registered(), new UserRenamed(ADA, KING))
                .when(new ChangeProfile(ADA, KING, Language.GERMAN))
                .expectEvents(new LanguageChanged(ADA, Language.GERMAN))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void to_the_current_name_records_nothing() {
        AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO))
                .given(registered(), new UserRenamed(ADA, KING))
                .when(new ChangeProfile(ADA, KING, null))
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
