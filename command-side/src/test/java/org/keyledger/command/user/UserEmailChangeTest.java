package org.keyledger.command.user;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.PASSWORD;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.time.Instant;
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
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailRetained;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.DropEmailChange;
import org.keyledger.kernel.user.UserCommand.EmailChangeLinks;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;
import org.keyledger.kernel.user.UserEvent.CancelReason;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
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
    private static final Digest CANCEL = Digest.of("cancel");
    private static final Digest UNDO = Digest.of("undo");
    private static final Instant UNDO_UNTIL = CommandSideFixture.NOW.plus(Duration.ofHours(72));

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
    void starts_with_a_mail_to_the_present_address_and_one_to_the_new_address() {
        commandSide.given(change(REQUEST));

        var expiry = CommandSideFixture.NOW.plus(Duration.ofHours(24));
        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(
                        new EmailChangeNoticeRequested(ADA, REQUEST, CANCEL, expiry),
                        new EmailChangeRequested(ADA, REQUEST, SESSION, FIRST, NEW_HMAC, NEW, TOKEN, expiry));
    }

    @Test
    void retains_the_old_address_and_claims_the_new_one_in_one_commit() {
        commandSide.given(change(REQUEST), confirm(REQUEST));

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(
                        new EmailRetained(CLAIM, ADA, UNDO_UNTIL),
                        new EmailClaimed(NEW_CLAIM, ADA, NEW_HMAC),
                        new EmailChanged(ADA, REQUEST, NEW_CLAIM, NEW_HMAC, NEW, EMAIL, UNDO, UNDO_UNTIL));
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void leaves_the_old_address_to_others_after_72_hours_and_not_before() {
        commandSide.given(change(REQUEST), confirm(REQUEST));
        commandSide.advanceClock(Duration.ofHours(72).minusMillis(1));
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);

        commandSide.advanceClock(Duration.ofMillis(1));
        try (var restarted = new CommandSideFixture(commandSide)) {
            restarted.clock.advance(Duration.ofHours(72));
            var next = anotherSignUp(100);
            restarted.given(next);

            assertThat(restarted.lastCommit())
                    .asList()
                    .contains(new EmailReleased(CLAIM, ADA), new EmailClaimed(next.claim(), next.user(), EMAIL_HMAC));
            assertThat(restarted.expectRefusal(anotherSignUp(300))).isEqualTo(Refusal.EMAIL_TAKEN);
        }
    }

    @Test
    void back_to_the_old_address_takes_its_claim_back() {
        commandSide.given(change(REQUEST), confirm(REQUEST));
        var back = new MailRequestId(id(72));
        commandSide.given(
                new ChangeEmail(
                        ADA,
                        SESSION,
                        FIRST,
                        new EmailClaimId(id(73)),
                        EMAIL_HMAC,
                        EMAIL,
                        new EmailChangeLinks(back, TOKEN, CANCEL)),
                confirm(back));

        assertThat(commandSide.lastCommit())
                .asList()
                .contains(new EmailReclaimed(CLAIM, ADA), new EmailRetained(NEW_CLAIM, ADA, UNDO_UNTIL));
        commandSide.advanceClock(Duration.ofHours(72));
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
        commandSide.given(signUpWith(NEW_HMAC));
    }

    @Test
    void releases_former_addresses_whose_time_is_over_with_the_next_change() {
        commandSide.given(change(REQUEST), confirm(REQUEST));
        commandSide.advanceClock(Duration.ofHours(72));
        var third = new MailRequestId(id(72));
        commandSide.given(
                new ChangeEmail(
                        ADA,
                        SESSION,
                        FIRST,
                        new EmailClaimId(id(73)),
                        EmailHmac.parse("third"),
                        EMAIL,
                        new EmailChangeLinks(third, TOKEN, CANCEL)),
                new ConfirmEmailChange(ADA, third, TOKEN, UNDO, new EmailClaimId(id(73)), null));

        assertThat(commandSide.lastCommit()).asList().startsWith(new EmailReleased(CLAIM, ADA));
    }

    @Test
    void releases_every_address_of_an_erased_user() {
        commandSide.given(change(REQUEST), confirm(REQUEST), new EraseUser(ADA, FIRST));

        assertThat(commandSide.lastCommit())
                .asList()
                .contains(new EmailReleased(CLAIM, ADA), new EmailReleased(NEW_CLAIM, ADA));
        Eventually.awaitTrue(
                () -> commandSide.ledger.reservations().keys("email/", "", 10).isEmpty(), commandSide::events);
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
                        new ConfirmEmailChange(ADA, REQUEST, Digest.of("made up"), UNDO, NEW_CLAIM, null)))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(new ConfirmEmailChange(
                        new org.keyledger.kernel.user.UserId(id(99)), REQUEST, TOKEN, UNDO, NEW_CLAIM, null)))
                .isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void to_one_that_was_taken_meanwhile_changes_nothing() {
        commandSide.given(change(REQUEST), signUpWith(NEW_HMAC));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void to_a_retained_address_of_another_user_changes_nothing() {
        var other = signUpWith(NEW_HMAC);
        var theirs = new EmailClaimId(id(80));
        commandSide.given(
                other,
                new ChangeEmail(
                        other.user(),
                        SESSION,
                        FIRST,
                        theirs,
                        EmailHmac.parse("away"),
                        NEW,
                        new EmailChangeLinks(REQUEST, TOKEN, CANCEL)),
                new ConfirmEmailChange(other.user(), REQUEST, TOKEN, UNDO, theirs, null),
                change(REQUEST));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
        commandSide.given(new UndoEmailChange(other.user(), REQUEST, UNDO, theirs));
    }

    @Test
    void to_a_taken_address_sends_a_mail_too() {
        commandSide.given(signUpWith(NEW_HMAC), change(REQUEST));
    }

    @Test
    void is_cancelled_by_a_password_change() {
        commandSide.given(change(REQUEST), new ChangePassword(ADA, FIRST, PASSWORD, null, false, Digest.of("receipt")));

        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_dropped_by_the_user_in_a_session() {
        commandSide.given(change(REQUEST), drop(FIRST));

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(new EmailChangeCancelled(ADA, REQUEST, CancelReason.USER));
        assertThat(commandSide.expectRefusal(confirm(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_not_dropped_if_none_is_pending_or_its_link_has_expired() {
        assertThat(commandSide.when(drop(FIRST))).isEqualTo(Decision.noChange());

        commandSide.given(change(REQUEST), drop(FIRST));
        assertThat(commandSide.when(drop(FIRST))).isEqualTo(Decision.noChange());

        commandSide.given(change(new MailRequestId(id(72))));
        commandSide.advanceClock(Duration.ofHours(24));
        assertThat(commandSide.when(drop(FIRST))).isEqualTo(Decision.noChange());
    }

    @Test
    void is_not_dropped_in_a_session_of_another_version_of_the_credential() {
        commandSide.given(change(REQUEST));

        assertThat(commandSide.expectRefusal(drop(FIRST.next()))).isEqualTo(Refusal.SIGNED_OUT);
        commandSide.given(confirm(REQUEST));
    }

    private static Command drop(CredentialVersion credential) {
        return new DropEmailChange(new AuthenticatedSession(ADA, credential, SESSION));
    }

    @Test
    void is_refused_with_a_stale_credential() {
        commandSide.given(new ChangePassword(ADA, FIRST, PASSWORD, null, false, Digest.of("receipt")));

        assertThat(commandSide.expectRefusal(change(REQUEST))).isEqualTo(Refusal.STALE_CREDENTIAL);
    }

    @Test
    void to_the_own_one_does_nothing() {
        assertThat(commandSide.when(new ChangeEmail(
                        ADA,
                        SESSION,
                        FIRST,
                        NEW_CLAIM,
                        EMAIL_HMAC,
                        EMAIL,
                        new EmailChangeLinks(REQUEST, TOKEN, CANCEL))))
                .isEqualTo(Decision.noChange());
    }

    @Test
    void takes_effect_immediately_if_no_mail_is_sent() {
        commandSide.given(new ChangeEmail(ADA, SESSION, FIRST, NEW_CLAIM, NEW_HMAC, NEW, null));

        assertThat(commandSide.lastCommit())
                .asList()
                .contains(new EmailChanged(ADA, null, NEW_CLAIM, NEW_HMAC, NEW, EMAIL, null, null));
        var another = new ChangeEmail(ADA, SESSION, FIRST, NEW_CLAIM, EmailHmac.parse("third"), NEW, null);
        commandSide.given(signUpWith(EmailHmac.parse("third")));
        assertThat(commandSide.expectRefusal(another)).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void removes_the_entry_of_the_old_one_if_no_mail_is_sent() {
        commandSide.given(new ChangeEmail(ADA, SESSION, FIRST, NEW_CLAIM, NEW_HMAC, NEW, null));

        Eventually.awaitTrue(
                () -> commandSide
                        .ledger
                        .reservations()
                        .find(storeKey(EMAIL_HMAC))
                        .isEmpty(),
                commandSide::events);
        assertThat(commandSide.ledger.reservations().find(storeKey(NEW_HMAC)))
                .hasValueSatisfying(held -> assertThat(new String(held, UTF_8)).isEqualTo(NEW_CLAIM.toString()));
    }

    private static String storeKey(EmailHmac email) {
        return "email/" + email.value();
    }

    private static Command change(MailRequestId request) {
        return new ChangeEmail(
                ADA, SESSION, FIRST, NEW_CLAIM, NEW_HMAC, NEW, new EmailChangeLinks(request, TOKEN, CANCEL));
    }

    private static Command confirm(MailRequestId request) {
        return new ConfirmEmailChange(ADA, request, TOKEN, UNDO, NEW_CLAIM, null);
    }

    private static RegisterUser signUpWith(EmailHmac email) {
        var it = anotherSignUp(200);
        return new RegisterUser(
                it.user(), it.tenant(), it.claim(), email, new UserProfile(NEW, null), it.password(), null, null, null);
    }
}
