package org.keyledger.command.user;

import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.registered;

import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;

@DisplayName("Changing a password")
class UserPasswordChangeTest {

    private static final PasswordHash NEW = PasswordHash.parse("{bcrypt}new");

    private final AggregateTestFixture<User> fixture = fixture();

    @Test
    void increments_the_credential_version_and_names_the_kept_session() {
        fixture.given(registered())
                .when(new ChangePassword(ADA, FIRST, NEW, SESSION, false, Digest.of("receipt")))
                .expectEvents(new PasswordChanged(ADA, NEW, FIRST.next(), SESSION, Digest.of("receipt")))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void that_was_changed_meanwhile_is_refused() {
        fixture.given(registered(), new PasswordChanged(ADA, NEW, FIRST.next(), null, Digest.of("receipt")))
                .when(new ChangePassword(ADA, FIRST, NEW, null, false, Digest.of("receipt")))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.refuse(Refusal.STALE_CREDENTIAL));
    }

    private static AggregateTestFixture<User> fixture() {
        var fixture = AggregateFixtures.of(User.class, AggregateFixtures.after(Duration.ZERO));
        fixture.registerInjectableResource(MailedLinkSettings.DEFAULTS);
        return fixture;
    }
}
