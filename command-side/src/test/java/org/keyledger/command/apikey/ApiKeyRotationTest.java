package org.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.OTHER_TENANT;
import static org.keyledger.command.Samples.SUCCESSOR;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.newKey;
import static org.keyledger.command.Samples.rotate;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;

@DisplayName("Rotating an API key")
class ApiKeyRotationTest {

    private static final Duration OVERLAP = Duration.ofMinutes(5);

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
    void replaces_it_in_one_commit_by_a_key_with_the_same_grant() {
        var like = newKey(KEY);

        var decision = commandSide.when(rotate(KEY, TENANT, OVERLAP));

        assertThat(decision).isEqualTo(Decision.done());
        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(
                        new ApiKeyRotated(KEY, SUCCESSOR, NOW.plus(OVERLAP)),
                        new ApiKeyCreated(
                                SUCCESSOR,
                                TENANT,
                                ADA,
                                KeyOwner.of(ADA),
                                like.grant(),
                                KeyPrefix.parse("kl_test_def"),
                                "abcd",
                                Digest.of("another secret"),
                                KEY,
                                FIRST)));
    }

    @Test
    void of_another_tenant_is_refused_like_an_unknown_key() {
        assertThat(commandSide.expectRefusal(rotate(KEY, OTHER_TENANT, OVERLAP)))
                .isEqualTo(Refusal.NO_SUCH_KEY);
        assertThat(commandSide.commits()).hasSize(1);
    }

    @Test
    void of_none_is_refused() {
        assertThat(commandSide.expectRefusal(rotate(SUCCESSOR, TENANT, OVERLAP)))
                .isEqualTo(Refusal.NO_SUCH_KEY);
    }

    @Test
    void of_a_revoked_one_is_refused() {
        commandSide.given(new RevokeApiKey(KEY, TENANT));

        assertThat(commandSide.expectRefusal(rotate(KEY, TENANT, OVERLAP))).isEqualTo(Refusal.KEY_ENDED);
    }

    @Test
    void of_an_expired_one_is_refused() {
        commandSide.advanceClock(Duration.ofDays(7));

        assertThat(commandSide.expectRefusal(rotate(KEY, TENANT, OVERLAP))).isEqualTo(Refusal.KEY_ENDED);
    }

    @Test
    void of_a_rotated_one_is_refused_also_while_it_is_still_accepted() {
        commandSide.given(rotate(KEY, TENANT, OVERLAP));

        assertThat(commandSide.expectRefusal(rotate(KEY, TENANT, OVERLAP))).isEqualTo(Refusal.KEY_ENDED);
        assertThat(commandSide.commits()).hasSize(2);
    }

    @Test
    void creates_an_independent_successor() {
        commandSide.given(rotate(KEY, TENANT, Duration.ZERO));

        assertThat(commandSide.when(new RevokeApiKey(KEY, TENANT))).isEqualTo(Decision.noChange());
        assertThat(commandSide.when(new RevokeApiKey(SUCCESSOR, TENANT))).isEqualTo(Decision.done());
    }
}
