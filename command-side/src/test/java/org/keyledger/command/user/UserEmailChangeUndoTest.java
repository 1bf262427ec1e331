package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.CLAIM;
import static org.keyledger.command.Samples.EMAIL;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.PASSWORD;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.VERIFICATION;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.EmailChangeLinks;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailVerified;

@DisplayName("Undoing a change of address")
class UserEmailChangeUndoTest {

    private static final Duration WINDOW = Duration.ofHours(72);
    private static final MailRequestId FIRST_CHANGE = new MailRequestId(id(61));
    private static final MailRequestId SECOND_CHANGE = new MailRequestId(id(62));
    private static final MailRequestId RESET = new MailRequestId(id(63));
    private static final EmailClaimId SECOND_CLAIM = new EmailClaimId(id(64));
    private static final EmailClaimId THIRD_CLAIM = new EmailClaimId(id(65));
    private static final EmailClaimId UNDO_CLAIM = new EmailClaimId(id(66));
    private static final EmailHmac SECOND_HMAC = EmailHmac.parse("second");
    private static final EmailHmac THIRD_HMAC = EmailHmac.parse("third");
    private static final EmailAddress OTHER = EmailAddress.parse("thief@example.org");

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void ada_whose_address_a_thief_has_changed() {
        commandSide.given(signUp(), new VerifyEmail(ADA, VERIFICATION.request(), VERIFICATION.token(), null));
        change(FIRST_CHANGE, SECOND_CLAIM, SECOND_HMAC);
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void takes_the_old_address_back_and_releases_the_new_one_in_one_commit() {
        commandSide.given(undo(FIRST_CHANGE));

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(
                        new EmailReleased(SECOND_CLAIM, ADA),
                        new EmailReclaimed(CLAIM, ADA),
                        new EmailChangeUndone(ADA, FIRST_CHANGE, CLAIM, EMAIL_HMAC, EMAIL, FIRST.next()));
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void is_possible_for_72_hours() {
        commandSide.advanceClock(WINDOW.minusMillis(1));
        commandSide.given(undo(FIRST_CHANGE));

        try (var other = new CommandSideFixture()) {
            other.given(signUp());
            change(other, FIRST_CHANGE, SECOND_CLAIM, SECOND_HMAC);
            other.advanceClock(WINDOW);
            assertThat(other.expectRefusal(undo(FIRST_CHANGE))).isEqualTo(Refusal.INVALID_TOKEN);
        }
    }

    @Test
    void again_appends_nothing() {
        commandSide.given(undo(FIRST_CHANGE));
        var commits = commandSide.commits().size();

        assertThat(commandSide.when(undo(FIRST_CHANGE))).isEqualTo(Decision.noChange());
        assertThat(commandSide.commits()).hasSize(commits);
    }

    @Test
    void needs_the_token_of_its_own_link() {
        assertThat(commandSide.expectRefusal(new UndoEmailChange(ADA, FIRST_CHANGE, Digest.of("confirm"), UNDO_CLAIM)))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(undo(SECOND_CHANGE))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void ends_every_session_and_every_pending_link() {
        commandSide.given(
                request(SECOND_CHANGE, THIRD_CLAIM, THIRD_HMAC),
                new RequestPasswordReset(ADA, new LinkToSend(RESET, Digest.of("reset"))),
                undo(FIRST_CHANGE));

        assertThat(commandSide.expectRefusal(refresh(SESSION, 1))).isEqualTo(Refusal.SESSION_ENDED);
        assertThat(commandSide.expectRefusal(confirm(SECOND_CHANGE, THIRD_CLAIM)))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(reset())).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void refuses_the_password_until_it_is_reset_by_mail() {
        commandSide.given(undo(FIRST_CHANGE));
        var next = new SessionId(id(67));
        assertThat(commandSide.expectRefusal(logIn(next, FIRST))).isEqualTo(Refusal.STALE_CREDENTIAL);
        assertThat(commandSide.expectRefusal(logIn(next, FIRST.next()))).isEqualTo(Refusal.PASSWORD_RESET_REQUIRED);

        commandSide.given(new RequestPasswordReset(ADA, new LinkToSend(RESET, Digest.of("reset"))), reset());

        assertThat(commandSide.lastCommit()).asList().contains(new EmailVerified(ADA, RESET));
        commandSide.given(logIn(next, FIRST.next().next()));
    }

    @Test
    void of_the_first_of_several_changes_releases_all_later_addresses() {
        change(SECOND_CHANGE, THIRD_CLAIM, THIRD_HMAC);

        commandSide.given(undo(FIRST_CHANGE));

        assertThat(commandSide.lastCommit())
                .asList()
                .contains(
                        new EmailReleased(THIRD_CLAIM, ADA),
                        new EmailReleased(SECOND_CLAIM, ADA),
                        new EmailReclaimed(CLAIM, ADA));
        assertThat(commandSide.expectRefusal(undo(SECOND_CHANGE))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void of_the_last_of_several_changes_leaves_the_earlier_one_undoable() {
        change(SECOND_CHANGE, THIRD_CLAIM, THIRD_HMAC);

        commandSide.given(undo(SECOND_CHANGE));
        assertThat(commandSide.lastCommit()).asList().contains(new EmailReclaimed(SECOND_CLAIM, ADA));
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);

        commandSide.given(undo(FIRST_CHANGE));
        assertThat(commandSide.lastCommit()).asList().contains(new EmailReclaimed(CLAIM, ADA));
    }

    /** The other account signed up on a node whose clock was ahead; then this node's clock decides nothing. */
    @Test
    void is_refused_once_another_account_has_the_address() {
        try (var ahead = new CommandSideFixture(commandSide)) {
            ahead.clock.advance(WINDOW);
            ahead.given(anotherSignUp(100));
        }

        assertThat(commandSide.expectRefusal(undo(FIRST_CHANGE))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    /** The entry names the claim of a sign-up after the window that crashed before its commit. */
    @Test
    void and_a_sign_up_that_crashed_leave_one_owner() {
        var crashed = new EmailClaimId(id(70));
        var key = "email/" + EMAIL_HMAC.value();
        commandSide.ledger.reservations().put(key, bytes(crashed + "/" + CLAIM));
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);

        commandSide.given(undo(FIRST_CHANGE));

        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
        commandSide.advanceClock(WINDOW);
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
    }

    @Test
    void after_a_sign_up_that_crashed_leaves_its_claim_to_the_next_account() {
        var crashed = new EmailClaimId(id(70));
        commandSide.ledger.reservations().put("email/" + EMAIL_HMAC.value(), bytes(crashed + "/" + CLAIM));
        commandSide.advanceClock(WINDOW);
        var next = anotherSignUp(100);

        commandSide.given(next);

        assertThat(commandSide.lastCommit())
                .asList()
                .contains(new EmailReleased(CLAIM, ADA), new EmailClaimed(crashed, next.user(), EMAIL_HMAC));
    }

    private void change(MailRequestId request, EmailClaimId claim, EmailHmac email) {
        change(commandSide, request, claim, email);
    }

    private static void change(CommandSideFixture side, MailRequestId request, EmailClaimId claim, EmailHmac email) {
        side.given(request(request, claim, email), confirm(request, claim));
    }

    private static ChangeEmail request(MailRequestId request, EmailClaimId claim, EmailHmac email) {
        return new ChangeEmail(
                ADA,
                SESSION,
                FIRST,
                claim,
                email,
                OTHER,
                new EmailChangeLinks(request, Digest.of("confirm"), Digest.of("cancel")));
    }

    private static ConfirmEmailChange confirm(MailRequestId request, EmailClaimId claim) {
        return new ConfirmEmailChange(ADA, request, Digest.of("confirm"), undoToken(request), claim, null);
    }

    private static UndoEmailChange undo(MailRequestId request) {
        return new UndoEmailChange(ADA, request, undoToken(request), UNDO_CLAIM);
    }

    private static Digest undoToken(MailRequestId request) {
        return Digest.of("undo " + request);
    }

    private static ResetPassword reset() {
        return new ResetPassword(ADA, RESET, Digest.of("reset"), PASSWORD, false, Digest.of("receipt"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
