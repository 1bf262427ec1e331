package org.keyledger.command.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.PASSWORD;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.ledger.Eventually;

@DisplayName("Changing the e-mail address")
class UserEmailChangeTest {

    private static final EmailHmac NEW_HMAC = EmailHmac.parse("hmac-of-king");
    private static final EmailAddress NEW = EmailAddress.parse("king@example.org");
    private static final EmailClaimId NEW_CLAIM = new EmailClaimId(id(70));
    private static final MailRequestId REQUEST = new MailRequestId(id(71));
    private static final Digest TOKEN = Digest.of("change");

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void ada_has_an_account() {
        commandSide.given(signUp());
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void starts_with_a_mail_to_the_new_address() {
        commandSide.given(change(REQUEST));

        assertThat(commandSide.lastCommit())
                .singleElement()
                .isEqualTo(new EmailChangeRequested(
                        ADA, REQUEST, NEW_HMAC, NEW, TOKEN, CommandSideFixture.NOW.plus(Duration.ofHours(24))));
    }

    @Test
    void releases_the_old_address_and_claims_the_new_one_in_one_commit() {
        commandSide.given(change(REQUEST), confirm(REQUEST));

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(
                        new EmailReleased(CLAIM, ADA),
                        new EmailClaimed(NEW_CLAIM, ADA, NEW_HMAC),
                        new EmailChanged(ADA, REQUEST, NEW_CLAIM, NEW_HMAC, NEW, EMAIL));
        commandSide.given(anotherSignUp(100));
    }

    @Test
    void is_confirmed_by_a_link_that_works_once() {
        commandSide.given(change(REQUEST), confirm(REQUEST));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_confirmed_by_a_link_that_is_valid_for_a_day() {
        commandSide.given(change(REQUEST));
        commandSide.advanceClock(Duration.ofHours(24));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_confirmed_by_the_latest_link_only() {
        commandSide.given(change(REQUEST), change(new MailRequestId(id(72))));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_not_confirmed_by_an_invalid_link() {
        commandSide.given(change(REQUEST));

        assertThat(commandSide.expectRefusal(
                        new ConfirmEmailChange(ADA, REQUEST, Digest.of("made up"), NEW_CLAIM, null)))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(new ConfirmEmailChange(
                        new org.keyledger.kernel.user.UserId(id(99)), REQUEST, TOKEN, NEW_CLAIM, null)))
                .isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void to_one_that_was_taken_meanwhile_changes_nothing() {
        commandSide.given(change(REQUEST), signUpWith(NEW_HMAC));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void to_a_taken_address_sends_a_mail_too() {
        commandSide.given(signUpWith(NEW_HMAC), change(REQUEST));
    }

    @Test
    void is_cancelled_by_a_password_change() {
        commandSide.given(change(REQUEST), new ChangePassword(ADA, FIRST, PASSWORD, null, false));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_refused_with_a_stale_credential() {
        commandSide.given(new ChangePassword(ADA, FIRST, PASSWORD, null, false));

        assertThat(commandSide.expectRefusal(change(REQUEST))).isEqualTo(Refusal.STALE_CREDENTIAL);
    }

    @Test
    void to_the_own_one_does_nothing() {
        assertThat(commandSide.when(
                        new ChangeEmail(ADA, FIRST, NEW_CLAIM, EMAIL_HMAC, EMAIL, new LinkToSend(REQUEST, TOKEN))))
                .isEqualTo(Decision.noChange());
    }

    @Test
    void takes_effect_immediately_if_no_mail_is_sent() {
        commandSide.given(new ChangeEmail(ADA, FIRST, NEW_CLAIM, NEW_HMAC, NEW, null));

        assertThat(commandSide.lastCommit())
                .asList()
                .contains(new EmailChanged(ADA, null, NEW_CLAIM, NEW_HMAC, NEW, EMAIL));
        var another = new ChangeEmail(ADA, FIRST, NEW_CLAIM, EmailHmac.parse("third"), NEW, null);
        commandSide.given(signUpWith(EmailHmac.parse("third")));
        assertThat(commandSide.expectRefusal(another)).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void removes_the_entry_of_the_old_one() {
        commandSide.given(change(REQUEST), confirm(REQUEST));

        Eventually.awaitTrue(
                () -> commandSide.atomicStore.get(storeKey(EMAIL_HMAC)).isEmpty(), commandSide::events);
        assertThat(commandSide.atomicStore.get(storeKey(NEW_HMAC)))
                .hasValueSatisfying(held -> assertThat(new String(held, UTF_8)).isEqualTo(NEW_CLAIM.toString()));
    }

    private static String storeKey(EmailHmac email) {
        return "email/" + email.value();
    }

    private static Command change(MailRequestId request) {
        return new ChangeEmail(ADA, FIRST, NEW_CLAIM, NEW_HMAC, NEW, new LinkToSend(request, TOKEN));
    }

    private static Command confirm(MailRequestId request) {
        return new ConfirmEmailChange(ADA, request, TOKEN, NEW_CLAIM, null);
    }

    private static RegisterUser signUpWith(EmailHmac email) {
        var it = anotherSignUp(200);
        return new RegisterUser(
                it.user(), it.tenant(), it.claim(), email, new UserProfile(NEW, null), it.password(), null, null, null);
    }
}
