package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;

class PendingMailProjectionTest {

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode world = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final MailRequestId request = new MailRequestId(UUID.randomUUID());

    @BeforeEach
    void begin() {
        world.record(ada.signUp());
        world.record(ada.mail(request));
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void tells_whom_it_goes_to_and_how_long_its_link_is_good() {
        assertThat(mail(request))
                .contains(new Mail(
                        MailKind.VERIFY_EMAIL,
                        EmailAddress.parse("ada@example.org"),
                        DisplayName.parse("ada"),
                        ada.now().plus(Duration.ofHours(24))));
    }

    @Test
    void finds_none_once_a_later_request_retired_it() {
        var later = new MailRequestId(UUID.randomUUID());
        world.record(ada.mail(later));

        assertThat(mail(request)).isEmpty();
        assertThat(mail(later)).isPresent();
    }

    @Test
    void finds_none_once_the_address_is_verified() {
        world.record(new EmailVerified(ada.user(), request));

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
    void tells_one_kind_of_link_from_the_other() {
        var reset = new MailRequestId(UUID.randomUUID());
        world.record(ada.reset(reset));
        assertThat(mail(request)).isPresent();
        assertThat(mail(reset)).isEmpty();
        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isPresent();

        world.record(new EmailVerified(ada.user(), request));
        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isPresent();

        world.record(new PasswordReset(ada.user(), reset, ada.password(2), new CredentialVersion(2)));
        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isEmpty();
    }

    @Test
    void finds_no_reset_once_the_password_was_changed() {
        var reset = new MailRequestId(UUID.randomUUID());
        world.record(ada.reset(reset));
        world.record(ada.newPassword(2, null));

        assertThat(mail(reset, MailKind.RESET_PASSWORD)).isEmpty();
        assertThat(mail(request)).isPresent();
    }

    @Test
    void tells_of_a_new_password_once_the_address_is_proved() {
        world.record(ada.newPassword(2, null));
        var first = MailRequestId.forPasswordNotice(ada.user(), new CredentialVersion(2));
        assertThat(mail(first, MailKind.PASSWORD_CHANGED)).isEmpty();

        world.record(new EmailVerified(ada.user(), request));
        world.record(ada.newPassword(3, null));
        var second = MailRequestId.forPasswordNotice(ada.user(), new CredentialVersion(3));
        assertThat(mail(second, MailKind.PASSWORD_CHANGED))
                .hasValueSatisfying(mail -> assertThat(mail.expiresAt()).isNull());
    }

    @Test
    void finds_none_for_who_was_erased() {
        world.settle();
        stores.vault().destroyKey(ada.user().toString(), new Position(9));

        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(restarted
                            .askNow(new FindMailToSend(ada.user(), request, MailKind.VERIFY_EMAIL))
                            .mail())
                    .isEmpty();
        }
    }

    @Test
    void asks_the_new_address_when_one_is_to_be_changed() {
        world.record(wish("king"));

        assertThat(change())
                .contains(new Mail(
                        MailKind.CHANGE_EMAIL,
                        EmailAddress.parse("king@example.org"),
                        DisplayName.parse("ada"),
                        ada.now().plusSeconds(60)));
    }

    @Test
    void tells_the_holder_where_somebody_else_wants_their_address() {
        var grace = TestAccount.of("grace", stores);
        world.record(grace.signUp());
        world.record(wish("grace"));

        assertThat(change())
                .contains(new Mail(
                        MailKind.ADDRESS_TAKEN,
                        EmailAddress.parse("grace@example.org"),
                        DisplayName.parse("grace"),
                        null));
    }

    @Test
    void tells_the_former_address_that_it_was_changed_and_asks_no_more() {
        world.record(wish("king"));
        world.record(new EmailChanged(
                ada.user(),
                request,
                ada.claim(),
                new EmailHmac("hmac-of-king"),
                EmailAddress.parse("king@example.org"),
                EmailAddress.parse("ada@example.org")));

        assertThat(change()).isEmpty();
        assertThat(world.askNow(new FindMailToSend(ada.user(), request, MailKind.EMAIL_CHANGED))
                        .mail())
                .map(Mail::to)
                .contains(EmailAddress.parse("ada@example.org"));
    }

    @Test
    void finds_no_wish_for_an_address_after_a_new_password_or_an_erasure() {
        world.record(wish("king"));
        world.record(ada.newPassword(2, null));
        assertThat(change()).isEmpty();

        world.record(wish("king"));
        world.record(new UserErased(ada.user()));
        assertThat(change()).isEmpty();
    }

    private EmailChangeRequested wish(String name) {
        return new EmailChangeRequested(
                ada.user(),
                request,
                new EmailHmac("hmac-of-" + name),
                EmailAddress.parse(name + "@example.org"),
                Digest.of("link"),
                ada.now().plusSeconds(60));
    }

    private Optional<Mail> change() {
        return world.askNow(new FindMailToSend(ada.user(), request, MailKind.CHANGE_EMAIL))
                .mail();
    }

    private Optional<Mail> mail(MailRequestId asked) {
        return mail(asked, MailKind.VERIFY_EMAIL);
    }

    private Optional<Mail> mail(MailRequestId asked, MailKind kind) {
        return world.askNow(new FindMailToSend(ada.user(), asked, kind)).mail();
    }
}
