package org.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.GRANT;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.OTHER_PUBLIC_KEY;
import static org.keyledger.command.Samples.OTHER_TENANT;
import static org.keyledger.command.Samples.PUBLIC_KEY;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.SUCCESSOR;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.VERIFICATION;
import static org.keyledger.command.Samples.newSession;
import static org.keyledger.command.Samples.register;
import static org.keyledger.command.Samples.rotate;
import static org.keyledger.command.Samples.rotateSigningKey;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RegisterSigningKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.session.AuthenticatedSession;

@DisplayName("Registering and rotating a signing key")
class SigningKeyTest {

    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void an_account_without_a_key() {
        commandSide.given(signUp(VERIFICATION, null, newSession(SESSION)));
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void records_the_public_key_with_its_grant() {
        assertThat(commandSide.when(register(KEY))).isEqualTo(Decision.done());

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(
                        new SigningKeyRegistered(KEY, TENANT, ADA, KeyOwner.of(ADA), GRANT, PUBLIC_KEY, null, FIRST)));
    }

    @Test
    void is_refused_on_a_version_of_the_credential_that_is_not_current() {
        var stale = new AuthenticatedSession(ADA, FIRST.next(), SESSION);

        assertThat(commandSide.expectRefusal(
                        new RegisterSigningKey(KEY, TENANT, stale, KeyOwner.Kind.USER, GRANT, PUBLIC_KEY)))
                .isEqualTo(Refusal.SIGNED_OUT);
    }

    @Test
    void replaces_it_in_one_commit_by_one_with_the_new_public_key() {
        commandSide.given(register(KEY));

        assertThat(commandSide.when(rotateSigningKey(KEY, TENANT, OVERLAP))).isEqualTo(Decision.done());

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(
                        new ApiKeyRotated(KEY, SUCCESSOR, NOW.plus(OVERLAP)),
                        new SigningKeyRegistered(
                                SUCCESSOR, TENANT, ADA, KeyOwner.of(ADA), GRANT, OTHER_PUBLIC_KEY, KEY, FIRST)));
    }

    @Test
    void rotates_a_key_into_no_key_of_the_other_kind() {
        commandSide.given(register(KEY));

        assertThat(commandSide.expectRefusal(rotate(KEY, TENANT, OVERLAP))).isEqualTo(Refusal.NO_SUCH_KEY);

        try (var other = new CommandSideFixture()) {
            other.given(signUp());
            assertThat(other.expectRefusal(rotateSigningKey(KEY, TENANT, OVERLAP)))
                    .isEqualTo(Refusal.NO_SUCH_KEY);
        }
    }

    @Test
    void of_another_tenant_is_refused_like_an_unknown_key() {
        commandSide.given(register(KEY));

        assertThat(commandSide.expectRefusal(rotateSigningKey(KEY, OTHER_TENANT, OVERLAP)))
                .isEqualTo(Refusal.NO_SUCH_KEY);
        assertThat(commandSide.expectRefusal(rotateSigningKey(SUCCESSOR, TENANT, OVERLAP)))
                .isEqualTo(Refusal.NO_SUCH_KEY);
    }

    @Test
    void of_an_ended_one_is_refused() {
        commandSide.given(register(KEY));
        commandSide.given(new RevokeApiKey(KEY, TENANT));

        assertThat(commandSide.expectRefusal(rotateSigningKey(KEY, TENANT, OVERLAP)))
                .isEqualTo(Refusal.KEY_ENDED);
        assertThat(commandSide.when(new RevokeApiKey(KEY, TENANT))).isEqualTo(Decision.noChange());
    }
}
