package org.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.OTHER_TENANT;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.SUCCESSOR;
import static org.keyledger.command.Samples.TENANT;
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
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.CredentialVersion;

@DisplayName("Confirming an API key after a restore")
class ApiKeyConfirmationTest {

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void an_account_with_a_key() {
        commandSide.given(signUp());
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void is_recorded() {
        assertThat(commandSide.when(new ConfirmApiKey(KEY, TENANT, ADA_SIGNED_IN)))
                .isEqualTo(Decision.done());
        assertThat(commandSide.lastCommit()).isEqualTo(List.of(new ApiKeyConfirmed(KEY)));
    }

    @Test
    void of_another_tenants_key_is_refused_like_an_unknown_key() {
        assertThat(commandSide.expectRefusal(new ConfirmApiKey(KEY, OTHER_TENANT, ADA_SIGNED_IN)))
                .isEqualTo(Refusal.NO_SUCH_KEY);
        assertThat(commandSide.expectRefusal(new ConfirmApiKey(SUCCESSOR, TENANT, ADA_SIGNED_IN)))
                .isEqualTo(Refusal.NO_SUCH_KEY);
    }

    @Test
    void of_an_ended_one_is_refused() {
        commandSide.given(new RevokeApiKey(KEY, TENANT));

        assertThat(commandSide.expectRefusal(new ConfirmApiKey(KEY, TENANT, ADA_SIGNED_IN)))
                .isEqualTo(Refusal.KEY_ENDED);
    }

    @Test
    void of_an_expired_one_is_refused() {
        commandSide.advanceClock(Duration.ofDays(7));

        assertThat(commandSide.expectRefusal(new ConfirmApiKey(KEY, TENANT, ADA_SIGNED_IN)))
                .isEqualTo(Refusal.KEY_ENDED);
    }

    @Test
    void by_a_session_that_has_ended_is_refused() {
        var stale = new AuthenticatedSession(ADA, new CredentialVersion(7), SESSION);

        assertThat(commandSide.expectRefusal(new ConfirmApiKey(KEY, TENANT, stale)))
                .isEqualTo(Refusal.SIGNED_OUT);
    }
}
