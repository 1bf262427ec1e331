package org.keyledger.consumer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.mail.ApiKeyNotice;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

@org.junit.jupiter.api.DisplayName("Composing e-mail")
class EmailComposerTest {

    private static final UserId USER = new UserId(new UUID(1, 2));
    private static final MailRequestId REQUEST = new MailRequestId(new UUID(3, 4));
    private static final Instant EXPIRY = Instant.parse("2026-01-03T03:04:05Z");

    private boolean endsApiKeys;
    private ApiKeyNotice notice = new ApiKeyNotice(
            new TenantId(new UUID(0, 1)),
            Label.parse("ci <main>"),
            KeyPrefix.parse("kl_live_abc"),
            null,
            Instant.parse("2026-01-03T03:05:06Z"));

    private final EmailComposer composer =
            new EmailComposer(new MailSettings(URI.create("https://id.example.com"), "Acme & Sons"));

    @ParameterizedTest
    @EnumSource
    void has_a_greeting_and_no_unfilled_placeholder_in_text_and_html(MailKind kind) {
        var letter = write(kind);

        assertThat(letter.text()).startsWith("Hello <Ada>,").doesNotContain("${", "@template");
        assertThat(letter.html())
                .contains("Hello &lt;Ada&gt;,", "Acme &amp; Sons")
                .doesNotContain("${", "@template");
        assertThat(letter.subject()).contains("Acme & Sons");
        assertThat(letter.to().stored()).isEqualTo("ada@example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "your account is frozen, see https://evil.example/unlock",
                "Go to evil.example now",
                "evil\u3002example",
                "WWW.evil",
                "ada\u202egnp",
                "a\u2028Unlock your account",
                "evil.\u0440\u0444"
            })
    void does_not_contain_a_name_that_could_be_taken_for_a_link_or_for_text(String name) {
        var letter = composer.compose(
                new Mail(MailKind.PASSWORD_CHANGED, EmailAddress.parse("ada@example.com"), stored(name), null),
                REQUEST,
                Optional.empty());

        assertThat(letter.text()).startsWith("Hello,").doesNotContain(name);
        assertThat(letter.html()).doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"J.R. Tolkien", "Ada King, Countess of Lovelace", "Dr. Strange", "O'Neil", "李小龍"})
    void contains_an_ordinary_name(String name) {
        var letter = composer.compose(
                new Mail(MailKind.PASSWORD_CHANGED, EmailAddress.parse("ada@example.com"), stored(name), null),
                REQUEST,
                Optional.empty());

        assertThat(letter.text()).startsWith("Hello " + name + ",");
    }

    /** A name as an older version could have stored it, without today's checks. */
    private static DisplayName stored(String name) {
        return new DisplayName(name);
    }

    @ParameterizedTest
    @EnumSource
    void contains_a_token_only_if_it_has_a_link(MailKind kind) {
        var letter = write(kind);
        var hasLink = MailedLink.forKind(kind).isPresent();

        assertThat(letter.text().contains("token=")).isEqualTo(hasLink);
        assertThat(letter.html().contains("token=")).isEqualTo(hasLink);
        assertThat(letter.text().contains("3 January 2026 at 03:04 UTC")).isEqualTo(hasLink);
    }

    @Test
    void has_the_layout_of_a_plain_text_mail() {
        var text = write(MailKind.VERIFY_EMAIL).text();

        assertThat(text.replaceAll("token=\\S+", "token=TOKEN")).isEqualTo("""
                        Hello <Ada>,

                        Please confirm that this is your email address by opening this link:

                        https://id.example.com/api/auth/verify-email?token=TOKEN

                        The link works once, until 3 January 2026 at 03:04 UTC.
                        If you ask for another mail, only the newest link works.

                        If you did not create an account with Acme & Sons, ignore this mail:
                        we do not use an address that is not confirmed.

                        Acme & Sons
                        https://id.example.com/
                        """);
    }

    @Test
    void announces_that_a_reset_ends_the_api_keys_only_if_it_does() {
        assertThat(write(MailKind.RESET_PASSWORD).text()).doesNotContain("API keys");
        assertThat(write(MailKind.RESET_PASSWORD).html()).doesNotContain("API keys");

        endsApiKeys = true;
        assertThat(write(MailKind.RESET_PASSWORD).text()).contains("All API keys of the account then stop working");
        assertThat(write(MailKind.RESET_PASSWORD).html()).contains("All API keys of the account then stop working");
    }

    @Test
    void names_the_api_key_that_was_created() {
        var mail = write(MailKind.API_KEY_CREATED);

        assertThat(mail.text())
                .contains(
                        "Label:       ci <main>\n",
                        "Begins with: kl_live_abc\n",
                        "Created:     3 January 2026 at 03:05 UTC\n",
                        "https://id.example.com/forgot-password");
        assertThat(mail.html()).contains("ci &lt;main&gt;", "kl_live_abc", "https://id.example.com/forgot-password");
    }

    @Test
    void names_the_signing_key_that_was_registered_by_its_id() {
        notice = new ApiKeyNotice(
                notice.tenant(), notice.label(), null, new ApiKeyId(new UUID(5, 6)), notice.createdAt());
        var mail = write(MailKind.API_KEY_CREATED);

        assertThat(mail.text())
                .contains("Signing key: 00000000-0000-0005-0000-000000000006\n")
                .doesNotContain("Begins with");
        assertThat(mail.html()).contains("00000000-0000-0005-0000-000000000006").doesNotContain("Begins with");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unlock at https://evil.example",
                "call www.evil.example",
                "evil.example/unlock",
                "mail me@evil",
                "mailto:someone"
            })
    void does_not_show_a_label_that_could_be_a_link(String label) {
        notice = new ApiKeyNotice(notice.tenant(), Label.parse(label), notice.prefix(), null, notice.createdAt());
        var mail = write(MailKind.API_KEY_CREATED);

        assertThat(mail.text()).doesNotContain("Label:", label).contains("kl_live_abc");
        assertThat(mail.html()).doesNotContain("Label:", label).contains("kl_live_abc");
    }

    private EmailMessage write(MailKind kind) {
        var link = MailedLink.forKind(kind).map(it -> it.pathAndQuery(new FakeServiceKeys(), USER, REQUEST));
        var mail = new Mail(
                kind,
                EmailAddress.parse("ada@example.com"),
                DisplayName.parse("<Ada>"),
                link.isPresent() ? EXPIRY : null,
                kind == MailKind.RESET_PASSWORD && endsApiKeys,
                kind == MailKind.API_KEY_CREATED ? notice : null);
        return composer.compose(mail, REQUEST, link);
    }
}
