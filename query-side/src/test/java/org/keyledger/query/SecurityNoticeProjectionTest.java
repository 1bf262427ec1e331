package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.mail.DeviceNotice;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;

@DisplayName("Security notices")
class SecurityNoticeProjectionTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String UPDATED_FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0";
    private static final String CURL = "curl/8.1";
    private static final String HOME = "203.0.113.7";
    private static final String HOME_NEIGHBOUR = "203.0.113.99";
    private static final String AWAY = "198.51.100.4";

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final MailRequestId request = new MailRequestId(UUID.randomUUID());

    @BeforeEach
    void given_a_verified_account() {
        node.record(ada.signUp());
        node.record(ada.verificationRequest(request));
        node.record(new EmailVerified(ada.user(), request));
        node.record(
                new TotpEnrolled(
                        ada.user(),
                        1,
                        ada.session(CredentialVersion.FIRST).session(),
                        TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")),
                new RecoveryCodesGenerated(ada.user(), codes()));
    }

    private static RecoveryCodeDigests codes() {
        return RecoveryCodeDigests.of(IntStream.range(0, RecoveryCodeDigests.COUNT)
                .mapToObj(code -> Digest.of("code " + code))
                .toList());
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void report_no_first_log_in() {
        logIn(FIREFOX, HOME, null);

        assertThat(notice(MailKind.NEW_DEVICE)).isEmpty();
    }

    @Test
    void report_a_log_in_with_another_device() {
        logIn(FIREFOX, HOME, null);
        logIn(CURL, AWAY, null);

        assertThat(notice(MailKind.NEW_DEVICE))
                .hasValueSatisfying(
                        mail -> assertThat(mail.notice().device()).isEqualTo(new DeviceNotice(ada.user(), CURL, AWAY)));
    }

    @Test
    void report_the_same_browser_in_another_network_unless_it_sends_its_cookie() {
        var first = logIn(FIREFOX, HOME, null);
        logIn(FIREFOX, AWAY, first.session().toString());
        assertThat(notice(MailKind.NEW_DEVICE)).isEmpty();

        logIn(FIREFOX, "192.0.2.1", null);
        assertThat(notice(MailKind.NEW_DEVICE)).isPresent();
    }

    @Test
    void report_a_device_once() {
        logIn(FIREFOX, HOME, null);
        logIn(CURL, AWAY, null);
        logIn(CURL, AWAY, null);

        assertThat(notice(MailKind.NEW_DEVICE)).isEmpty();
    }

    @Test
    void report_no_updated_browser_in_the_same_network() {
        logIn(FIREFOX, HOME, null);
        logIn(UPDATED_FIREFOX, HOME_NEIGHBOUR, null);

        assertThat(notice(MailKind.NEW_DEVICE)).isEmpty();
    }

    /** Another user's cookie is authentic, but says nothing about this account. */
    @Test
    void report_a_browser_whose_cookie_another_user_got() {
        logIn(FIREFOX, HOME, null);
        logIn(CURL, AWAY, UUID.randomUUID().toString());

        assertThat(notice(MailKind.NEW_DEVICE)).isPresent();
    }

    @Test
    void report_a_log_in_after_many_with_one_client_without_cookies() {
        var first = logIn(FIREFOX, HOME, null);
        logIn(FIREFOX, HOME, first.session().toString());
        for (var i = 0; i < 30; i++) {
            logIn(CURL, AWAY, null);
        }
        logIn(FIREFOX, "192.0.2.1", first.session().toString());

        assertThat(notice(MailKind.NEW_DEVICE)).isEmpty();
    }

    @Test
    void report_a_log_in_to_an_account_whose_address_is_not_verified_to_nobody() {
        var eve = TestAccount.of("eve", stores);
        node.record(eve.signUp());
        node.record(eve.session(CredentialVersion.FIRST));
        var last = node.record(eve.session(CredentialVersion.FIRST));

        assertThat(node.askUpToDate(new FindMailToSend(
                                eve.user(),
                                MailRequestId.ofNotice(last, stores.clock().instant()),
                                MailKind.NEW_DEVICE))
                        .mail())
                .isEmpty();
    }

    @Test
    void forget_the_devices_of_a_secured_account() {
        logIn(FIREFOX, HOME, null);
        logIn(CURL, AWAY, null);
        node.record(new AccountSecured(ada.user(), request, new CredentialVersion(2)));
        logIn(FIREFOX, HOME, null);
        logIn(CURL, AWAY, null);

        assertThat(notice(MailKind.NEW_DEVICE)).isPresent();
    }

    @Test
    void report_changes_of_the_second_factor() {
        node.record(new TotpConfirmed(ada.user(), 1, 5));
        assertThat(notice(MailKind.SECOND_FACTOR_ADDED)).isPresent();

        node.record(new RecoveryCodeUsed(ada.user(), 3));
        assertThat(notice(MailKind.RECOVERY_CODE_USED)).isPresent();

        node.record(new TotpDisabled(ada.user(), Reason.REQUESTED));
        assertThat(notice(MailKind.SECOND_FACTOR_REMOVED)).isPresent();
    }

    @Test
    void report_a_revoked_key_to_the_user_who_revoked_it() {
        var key = ada.key("one");
        node.record(key);
        node.record(Map.of(RequestMetadata.ACTOR_USER, ada.user().toString()), new ApiKeyRevoked(key.key()));

        assertThat(notice(MailKind.API_KEY_REVOKED))
                .hasValueSatisfying(
                        mail -> assertThat(mail.notice().revokedKey()).isEqualTo(key.key()));
    }

    @Test
    void are_bounded_in_an_hour_and_the_last_one_announces_it() {
        for (var i = 1; i <= 7; i++) {
            node.record(new RecoveryCodeUsed(ada.user(), i));
            var notice = notice(MailKind.RECOVERY_CODE_USED);

            assertThat(notice.isPresent()).as("notice " + i).isEqualTo(i <= 5);
            notice.ifPresent(mail -> assertThat(mail.notice().last()).isEqualTo(lastOf(mail)));
        }

        stores.movableClock().advance(Duration.ofHours(1));
        node.record(new RecoveryCodeUsed(ada.user(), 8));
        assertThat(notice(MailKind.RECOVERY_CODE_USED)).isPresent();
    }

    private int noticesSeen;

    private boolean lastOf(Mail mail) {
        noticesSeen++;
        return noticesSeen == 5;
    }

    @Test
    void bound_the_mails_about_requested_changes_of_address_too() {
        for (var i = 1; i <= 6; i++) {
            var change = new MailRequestId(UUID.randomUUID());
            node.record(new EmailChangeNoticeRequested(
                    ada.user(), change, Digest.of("link"), ada.now().plusSeconds(60)));

            assertThat(node.askUpToDate(new FindMailToSend(ada.user(), change, MailKind.EMAIL_CHANGE_REQUESTED))
                            .mail()
                            .isPresent())
                    .isEqualTo(i <= 5);
        }
    }

    @Test
    void are_not_sent_once_their_link_has_expired() {
        node.record(new TotpConfirmed(ada.user(), 1, 5));
        var id = lastNotice();
        stores.movableClock().advance(SecureAccount.WINDOW.plusMillis(1));

        assertThat(mail(id, MailKind.SECOND_FACTOR_ADDED)).isEmpty();
    }

    @Test
    void are_written_in_the_language_of_the_user() {
        node.record(new LanguageChanged(ada.user(), Language.GERMAN));
        node.record(new TotpConfirmed(ada.user(), 1, 5));

        assertThat(notice(MailKind.SECOND_FACTOR_ADDED).map(Mail::language)).contains(Language.GERMAN);
    }

    @Test
    void are_the_same_after_a_rebuild() throws Exception {
        logIn(FIREFOX, HOME, null);
        logIn(CURL, AWAY, null);
        for (var i = 1; i <= 7; i++) {
            node.record(new RecoveryCodeUsed(ada.user(), i));
        }
        node.awaitAllApplied();

        assertThat(node.differencesAfterRebuild()).isEmpty();
    }

    private SessionStarted logIn(String userAgent, String address, @Nullable String cookie) {
        var metadata = new HashMap<String, Object>(Map.of(
                RequestMetadata.ACTOR_USER,
                ada.user().toString(),
                RequestMetadata.USER_AGENT,
                userAgent,
                RequestMetadata.ADDRESS,
                address));
        if (cookie != null) {
            metadata.put(RequestMetadata.DEVICE, cookie);
        }
        var started = ada.session(CredentialVersion.FIRST);
        node.record(metadata, started);
        return started;
    }

    /** The notice of the last event. */
    private Optional<Mail> notice(MailKind kind) {
        return mail(lastNotice(), kind);
    }

    private MailRequestId lastNotice() {
        return MailRequestId.ofNotice(
                stores.ledger().nextPosition().value() - 1, stores.clock().instant());
    }

    private Optional<Mail> mail(MailRequestId id, MailKind kind) {
        return node.askUpToDate(new FindMailToSend(ada.user(), id, kind)).mail();
    }
}
