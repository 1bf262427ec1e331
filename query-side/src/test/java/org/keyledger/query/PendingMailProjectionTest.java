package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.login.PaddingId;
import org.keyledger.kernel.mail.ApiKeyNotice;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserEvent.CancelReason;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;

@org.junit.jupiter.api.DisplayName("Finding a mail to send")
class PendingMailProjectionTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final MailRequestId request = new MailRequestId(UUID.randomUUID());

    @BeforeEach
    void begin() {
        node.record(ada.signUp());
        node.record(ada.verificationRequest(request));
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void returns_recipient_and_link_expiry_without_a_name_while_the_address_is_not_proved() {
        assertThat(mail(request))
                .contains(new Mail(
                        MailKind.VERIFY_EMAIL,
                        EmailAddress.parse("ada@example.org"),
                        null,
                        ada.now().plus(Duration.ofHours(24))));
    }

    @Test
    void returns_the_name_once_the_address_is_proved() {
        var reset = new MailRequestId(UUID.randomUUID());
        node.record(ada.resetRequest(reset));
        assertThat(mail(reset, MailKind.RESET_PASSWORD).orElseThrow().name()).isNull();

        node.record(new EmailVerified(ada.user(), request));

        assertThat(mail(reset, MailKind.RESET_PASSWORD).orElseThrow().name()).isEqualTo(DisplayName.parse("ada"));
    }

    @Test
    void finds_none_once_a_later_request_replaced_it() {
        var later = new MailRequestId(UUID.randomUUID());
        node.record(ada.verificationRequest(later));

        assertThat(mail(request)).isEmpty();
        assertThat(mail(later)).isPresent();
    }

    @Test
    void finds_none_once_the_address_is_verified() {
        node.record(new EmailVerified(ada.user(), request));

        assertThat(mail(request)).isEmpty();
    }

    @Test
    void finds_none_once_its_link_has_expired() {
        stores.movableClock().advance(Duration.ofHours(24).minusMillis(1));
        assertThat(mail(request)).isPresent();

        stores.movableClock().advance(Duration.ofMillis(1));
        assertThat(mail(request)).isEmpty();
    }

    @Test
    void distinguishes_kinds_of_links() {
        var reset = new MailRequestId(UUID.randomUUID());
        node.record(ada.resetRequest(reset));
        assertThat(mail(request)).isPresent();
        assertThat(mail(reset)).isEmpty();
        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isPresent();

        node.record(new EmailVerified(ada.user(), request));
        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isPresent();

        node.record(
                new PasswordReset(ada.user(), reset, ada.password(2), new CredentialVersion(2), Digest.of("receipt")));
        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isEmpty();
    }

    @Test
    void finds_no_reset_once_the_password_was_changed() {
        var reset = new MailRequestId(UUID.randomUUID());
        node.record(ada.resetRequest(reset));
        node.record(ada.passwordChange(2, null));

        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isEmpty();
        assertThat(mail(request)).isPresent();
    }

    @Test
    void notifies_of_a_new_password_once_the_address_is_verified() {
        node.record(ada.passwordChange(2, null));
        assertThat(notice(MailKind.PASSWORD_CHANGED)).isEmpty();

        node.record(new EmailVerified(ada.user(), request));
        node.record(ada.passwordChange(3, null));
        assertThat(notice(MailKind.PASSWORD_CHANGED))
                .hasValueSatisfying(mail -> assertThat(mail.expiresAt())
                        .isEqualTo(stores.clock()
                                .instant()
                                .truncatedTo(ChronoUnit.MILLIS)
                                .plus(SecureAccount.WINDOW)));
    }

    @Test
    void announces_that_a_reset_ends_the_keys_until_the_ownership_is_proved() {
        var reset = new MailRequestId(UUID.randomUUID());
        node.record(ada.resetRequest(reset));
        assertThat(mail(reset, MailKind.RESET_PASSWORD).orElseThrow().endsApiKeys())
                .isTrue();

        node.record(new EmailVerified(ada.user(), request));
        assertThat(mail(reset, MailKind.RESET_PASSWORD).orElseThrow().endsApiKeys())
                .isTrue();

        node.record(new EmailOwnershipProved(ada.user(), new SessionId(UUID.randomUUID())));
        assertThat(mail(reset, MailKind.RESET_PASSWORD).orElseThrow().endsApiKeys())
                .isFalse();
    }

    @Test
    void announces_no_end_of_the_keys_after_a_first_reset() {
        var first = new MailRequestId(UUID.randomUUID());
        var second = new MailRequestId(UUID.randomUUID());
        node.record(ada.resetRequest(first));
        node.record(
                new PasswordReset(ada.user(), first, ada.password(2), new CredentialVersion(2), Digest.of("receipt")));
        node.record(ada.resetRequest(second));

        assertThat(mail(second, MailKind.RESET_PASSWORD).orElseThrow().endsApiKeys())
                .isFalse();
    }

    @Test
    void notifies_of_each_new_key_once_the_address_is_verified() {
        var ofSignUp = ada.key("sign-up");
        node.record(ofSignUp);
        node.record(new EmailVerified(ada.user(), request));
        assertThat(notice(MailKind.API_KEY_CREATED)).isEmpty();
        for (var key : List.of(ada.key("one"), ada.key("two"))) {
            node.record(key);
            assertThat(notice(MailKind.API_KEY_CREATED))
                    .hasValueSatisfying(mail -> assertThat(mail.notice().apiKey())
                            .isEqualTo(new ApiKeyNotice(
                                    key.tenant(),
                                    key.grant().label(),
                                    key.prefix(),
                                    null,
                                    stores.clock().instant())));
        }
    }

    @Test
    void notifies_of_a_new_signing_key_too() {
        node.record(new EmailVerified(ada.user(), request));
        var key = ada.signingKey(TestAccount.PUBLIC_KEY);
        node.record(key);

        assertThat(notice(MailKind.API_KEY_CREATED))
                .hasValueSatisfying(mail -> assertThat(mail.notice().apiKey())
                        .isEqualTo(new ApiKeyNotice(
                                key.tenant(),
                                key.grant().label(),
                                null,
                                key.key(),
                                stores.clock().instant())));
    }

    /** The notice of the last event. */
    private Optional<Mail> notice(MailKind kind) {
        node.awaitAllApplied();
        var last = stores.ledger().nextPosition().value() - 1;
        return mail(MailRequestId.ofNotice(last, stores.clock().instant()), kind);
    }

    @Test
    void finds_none_for_an_erased_user() {
        node.awaitAllApplied();
        stores.vault().destroyKey(ada.user().toString(), new Position(9));

        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(restarted
                            .askUpToDate(new FindMailToSend(ada.user(), request, MailKind.VERIFY_EMAIL))
                            .mail())
                    .isEmpty();
        }
    }

    @Test
    void is_sent_to_the_new_address_when_one_is_to_be_changed() {
        node.record(changeRequest("king"));

        assertThat(change())
                .contains(new Mail(
                        MailKind.CHANGE_EMAIL,
                        EmailAddress.parse("king@example.org"),
                        null,
                        ada.now().plusSeconds(60)));
    }

    @Test
    void notifies_the_owner_when_another_user_requests_their_address() {
        var grace = TestAccount.of("grace", stores);
        node.record(grace.signUp());
        node.record(changeRequest("grace"));

        assertThat(change())
                .contains(new Mail(MailKind.ADDRESS_TAKEN, EmailAddress.parse("grace@example.org"), null, null));
    }

    @Test
    void notifies_the_owner_of_a_sign_up_with_their_address_verified_or_not() {
        node.record(signUpNotice());
        assertThat(mail(request, MailKind.SIGN_UP_ATTEMPTED))
                .contains(new Mail(MailKind.SIGN_UP_ATTEMPTED, EmailAddress.parse("ada@example.org"), null, null));

        node.record(new EmailVerified(ada.user(), null));
        assertThat(mail(request, MailKind.SIGN_UP_ATTEMPTED))
                .hasValueSatisfying(mail -> assertThat(mail.name()).isNotNull());
    }

    @Test
    void notifies_nobody_of_a_sign_up_with_an_address_that_was_given_up_meanwhile() {
        node.record(signUpNotice());
        node.record(changed(request, "ada", "king", ada.now().plus(EmailChanged.UNDO_WINDOW)));

        assertThat(mail(request, MailKind.SIGN_UP_ATTEMPTED)).isEmpty();
    }

    @Test
    void notifies_nobody_of_a_sign_up_with_the_address_of_an_erased_account() {
        node.record(new UserErased(ada.user()));
        node.record(signUpNotice());

        assertThat(mail(request, MailKind.SIGN_UP_ATTEMPTED)).isEmpty();
    }

    private SignUpNoticeRequested signUpNotice() {
        return new SignUpNoticeRequested(new PaddingId(new UUID(7, 7)), ada.user(), request);
    }

    @Test
    void notifies_the_former_address_of_the_change_and_cancels_other_mails() {
        node.record(changeRequest("king"));
        node.record(noticeRequest());
        node.record(changed(request, "ada", "king", ada.now().plus(EmailChanged.UNDO_WINDOW)));

        assertThat(change()).isEmpty();
        assertThat(mail(request, MailKind.EMAIL_CHANGE_REQUESTED)).isEmpty();
        assertThat(mail(request, MailKind.EMAIL_CHANGED)).hasValueSatisfying(mail -> {
            assertThat(mail.to()).isEqualTo(EmailAddress.parse("ada@example.org"));
            assertThat(mail.expiresAt()).isEqualTo(ada.now().plus(EmailChanged.UNDO_WINDOW));
        });
    }

    /** Otherwise a second change would suppress the link that undoes the first. */
    @Test
    void notifies_each_former_address_of_several_changes() {
        var second = new MailRequestId(UUID.randomUUID());
        node.record(changed(request, "ada", "king", ada.now().plus(EmailChanged.UNDO_WINDOW)));
        node.record(changed(second, "king", "queen", ada.now().plus(EmailChanged.UNDO_WINDOW)));

        assertThat(mail(request, MailKind.EMAIL_CHANGED).map(Mail::to)).contains(EmailAddress.parse("ada@example.org"));
        assertThat(mail(second, MailKind.EMAIL_CHANGED).map(Mail::to)).contains(EmailAddress.parse("king@example.org"));

        node.record(undone(request));
        assertThat(mail(request, MailKind.EMAIL_CHANGED)).isEmpty();
    }

    @Test
    void notifies_the_present_address_when_another_one_is_requested() {
        node.record(noticeRequest());
        node.record(changeRequest("king"));

        assertThat(mail(request, MailKind.EMAIL_CHANGE_REQUESTED).map(Mail::to))
                .contains(EmailAddress.parse("ada@example.org"));
    }

    @Test
    void finds_no_requested_address_once_the_change_is_cancelled_or_the_session_has_ended() {
        for (var end : List.of(
                new EmailChangeCancelled(ada.user(), request, CancelReason.SESSION_ENDED),
                new OtherSessionsEnded(ada.user(), new CredentialVersion(2), new SessionId(UUID.randomUUID())))) {
            node.record(noticeRequest());
            node.record(changeRequest("king"));
            assertThat(change()).isPresent();
            node.record(end);

            assertThat(change()).isEmpty();
            assertThat(mail(request, MailKind.EMAIL_CHANGE_REQUESTED)).isEmpty();
        }
    }

    /** It has ended the session that requested the change; a reset depends on no session. */
    @Test
    void finds_no_requested_address_but_a_reset_of_before_a_restore() {
        var reset = new MailRequestId(UUID.randomUUID());
        node.record(ada.resetRequest(reset));
        node.record(noticeRequest());
        node.record(changeRequest("king"));
        node.record(new SessionsEnded(new UUID(1, 2), 1));

        assertThat(change()).isEmpty();
        assertThat(mail(request, MailKind.EMAIL_CHANGE_REQUESTED)).isEmpty();
        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isPresent();
        node.record(changeRequest("queen"));
        assertThat(change()).isPresent();
    }

    @Test
    void goes_to_the_former_address_again_after_an_undo() {
        node.record(changed(request, "ada", "king", ada.now().plus(EmailChanged.UNDO_WINDOW)));
        node.record(undone(request));
        var reset = new MailRequestId(UUID.randomUUID());
        node.record(ada.resetRequest(reset));

        assertThat(mail(reset, MailKind.RESET_PASSWORD).map(Mail::to)).contains(EmailAddress.parse("ada@example.org"));
    }

    private EmailChangeNoticeRequested noticeRequest() {
        return new EmailChangeNoticeRequested(
                ada.user(), request, Digest.of("link"), ada.now().plusSeconds(60));
    }

    private EmailChanged changed(MailRequestId change, String from, String to, Instant undoUntil) {
        return new EmailChanged(
                ada.user(),
                change,
                ada.claim(),
                new EmailHmac("hmac-of-" + to),
                EmailAddress.parse(to + "@example.org"),
                EmailAddress.parse(from + "@example.org"),
                Digest.of("undo"),
                undoUntil);
    }

    private EmailChangeUndone undone(MailRequestId change) {
        return new EmailChangeUndone(
                ada.user(),
                change,
                ada.claim(),
                ada.hmac(),
                EmailAddress.parse("ada@example.org"),
                new CredentialVersion(2));
    }

    @Test
    void finds_no_requested_address_after_a_new_password_or_an_erasure() {
        node.record(changeRequest("king"));
        node.record(ada.passwordChange(2, null));
        assertThat(change()).isEmpty();

        node.record(changeRequest("king"));
        node.record(new UserErased(ada.user()));
        assertThat(change()).isEmpty();
    }

    private EmailChangeRequested changeRequest(String name) {
        return new EmailChangeRequested(
                ada.user(),
                request,
                new SessionId(UUID.randomUUID()),
                CredentialVersion.FIRST,
                new EmailHmac("hmac-of-" + name),
                EmailAddress.parse(name + "@example.org"),
                Digest.of("link"),
                ada.now().plusSeconds(60));
    }

    private Optional<Mail> change() {
        return node.askUpToDate(new FindMailToSend(ada.user(), request, MailKind.CHANGE_EMAIL))
                .mail();
    }

    private Optional<Mail> mail(MailRequestId request) {
        return mail(request, MailKind.VERIFY_EMAIL);
    }

    private Optional<Mail> mail(MailRequestId request, MailKind kind) {
        return node.askUpToDate(new FindMailToSend(ada.user(), request, kind)).mail();
    }
}
