package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.VERIFICATION;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.created;
import static org.keyledger.command.Samples.newKey;
import static org.keyledger.command.Samples.newSession;
import static org.keyledger.command.Samples.registered;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.command.Samples.started;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.UserRegistered;

@DisplayName("Signing up")
class UserSignUpTest {

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void creates_everything_in_one_commit() {
        var decision = commandSide.when(signUp());

        assertThat(decision).isEqualTo(Decision.done());
        assertThat(commandSide.commits()).hasSize(1);
        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(
                        new TenantCreated(TENANT, ADA),
                        new EmailClaimed(CLAIM, ADA, EMAIL_HMAC),
                        registered(),
                        new EmailVerificationRequested(ADA, REQUEST, Digest.of("link"), NOW.plus(Duration.ofHours(24))),
                        created(newKey(KEY)),
                        started(SESSION, FIRST)));
    }

    @Test
    void verifies_immediately_if_no_mail_is_sent() {
        commandSide.when(signUp(null, newKey(KEY), newSession(SESSION)));

        assertThat(commandSide.lastCommit()).element(3).isEqualTo(new EmailVerified(ADA, null));
    }

    @Test
    void creates_no_key_and_no_session_unless_requested() {
        commandSide.when(signUp(VERIFICATION, null, null));

        assertThat(commandSide.lastCommit())
                .hasExactlyElementsOfTypes(
                        TenantCreated.class,
                        EmailClaimed.class,
                        UserRegistered.class,
                        EmailVerificationRequested.class);
    }

    @Test
    void for_a_taken_address_is_refused_and_records_nothing() {
        commandSide.given(signUp());

        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
        assertThat(commandSide.commits()).hasSize(1);
    }
}
