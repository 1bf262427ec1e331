package org.keyledger.consumer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.consumer.mail.MailedLink.Links;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.mail.ApiKeyNotice;
import org.keyledger.kernel.mail.CredentialNotice;
import org.keyledger.kernel.mail.DeviceNotice;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.mail.SecurityNotice;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Pins;

@org.junit.jupiter.api.DisplayName("Composing e-mail")
class EmailComposerTest {

    private static final UserId USER = new UserId(new UUID(1, 2));
    private static final MailRequestId REQUEST = MailRequestId.ofNotice(4, Instant.parse("2026-01-03T03:04:05Z"));
    private static final Instant EXPIRY = Instant.parse("2026-01-03T03:04:05Z");

    private boolean endsApiKeys;
    private SecurityNotice notice = created(Label.parse("ci <main>"));

    private static SecurityNotice created(Label label) {
        return SecurityNotice.at(Instant.parse("2026-01-03T03:05:06Z"))
                .of(new ApiKeyNotice(
                        new TenantId(new UUID(0, 1)),
                        label,
                        KeyPrefix.parse("kl_live_abc"),
                        null,
                        Instant.parse("2026-01-03T03:05:06Z")));
    }

    private final EmailComposer composer = composer(null);

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
                Links.NONE);

        assertThat(letter.text()).startsWith("Hello,").doesNotContain(name);
        assertThat(letter.html()).doesNotContain(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"J.R. Tolkien", "Ada King, Countess of Lovelace", "Dr. Strange", "O'Neil", "李小龍"})
    void contains_an_ordinary_name(String name) {
        var letter = composer.compose(
                new Mail(MailKind.PASSWORD_CHANGED, EmailAddress.parse("ada@example.com"), stored(name), null),
                REQUEST,
                Links.NONE);

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

        assertThat(letter.text().contains("token=")).isEqualTo(hasLink || kind.isSecurityNotice());
        assertThat(letter.html().contains("token=")).isEqualTo(hasLink || kind.isSecurityNotice());
        assertThat(letter.text().contains("/not-me?token=")).isEqualTo(kind.isSecurityNotice());
        assertThat(letter.html().contains("/not-me?token=")).isEqualTo(kind.isSecurityNotice());
        assertThat(letter.text().contains("3 January 2026 at 03:04 UTC")).isEqualTo(hasLink);
    }

    @Test
    void has_the_layout_of_a_plain_text_mail() {
        var text = write(MailKind.VERIFY_EMAIL).text();

        assertThat(withoutTokens(text)).isEqualTo("""
                        Hello <Ada>,

                        Please confirm that this is your email address by opening this link:

                        https://id.example.com/api/auth/verify-email?token=TOKEN

                        The link works once, until 3 January 2026 at 03:04 UTC. If you ask for another
                        mail, only the newest link works.

                        If you did not create an account with Acme & Sons, ignore this mail: we do not
                        use an address that is not confirmed.

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
                        "Label: ci <main>\n",
                        "Begins with: kl_live_abc\n",
                        "Time: 3 January 2026 at 03:05 UTC\n",
                        "https://id.example.com/not-me?token=");
        assertThat(mail.html()).contains("ci &lt;main&gt;", "kl_live_abc", "https://id.example.com/not-me?token=");
    }

    @Test
    void names_the_signing_key_that_was_registered_by_its_id() {
        notice = SecurityNotice.at(EXPIRY)
                .of(new ApiKeyNotice(
                        new TenantId(new UUID(0, 1)), Label.parse("ci"), null, new ApiKeyId(new UUID(5, 6)), EXPIRY));
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
        notice = created(Label.parse(label));
        var mail = write(MailKind.API_KEY_CREATED);

        assertThat(mail.text()).doesNotContain("Label:", label).contains("kl_live_abc");
        assertThat(mail.html()).doesNotContain("Label:", label).contains("kl_live_abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void has_the_approved_text(String language) {
        var lines = new ArrayList<String>();
        for (var kind : MailKind.values()) {
            var letter = write(kind, Language.parse(language));
            lines.add("== " + kind + ": " + letter.subject());
            lines.addAll(nonBlankLines(letter.text()));
        }

        Pins.check("mails-" + language, "The text of each mail.", lines);
    }

    @Test
    void has_the_approved_html() {
        Pins.check(
                "mail-html",
                "A mail in HTML.",
                nonBlankLines(write(MailKind.PASSWORD_CHANGED).html()));
    }

    private static List<String> nonBlankLines(String body) {
        return withoutTokens(body).lines().filter(line -> !line.isBlank()).toList();
    }

    private static String withoutTokens(String body) {
        return body.replaceAll("token=[A-Za-z0-9_-]+", "token=TOKEN");
    }

    @ParameterizedTest
    @EnumSource
    void says_the_same_in_text_and_html(MailKind kind) {
        for (var language : List.of(Language.ENGLISH, Language.GERMAN)) {
            var letter = write(kind, language);
            var html = letter.html().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");

            var shown = html.replaceAll("<(?!Ada|main)[^>]*>", " ").replaceAll("\\s+", " ");

            for (var part : letter.text().split("\n\n")) {
                var lines = part.startsWith("Label:") || part.startsWith("Bezeichnung:")
                        ? part.split("\n")
                        : new String[] {part};
                for (var line : lines) {
                    assertThat(shown)
                            .as(letter.subject())
                            .contains(line.strip().replace('\n', ' ').replace("Sons https", "Sons · https"));
                }
            }
        }
    }

    @Test
    void names_the_device_of_a_log_in_from_a_fixed_list() {
        notice = SecurityNotice.at(EXPIRY)
                .of(new DeviceNotice(
                        USER,
                        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) https://evil.example Gecko/20100101 Firefox/140.0",
                        "203.0.113.7"));
        var mail = write(MailKind.NEW_DEVICE);

        assertThat(mail.text())
                .contains("Device: Firefox on Windows\n", "IP address: 203.0.113.7\n")
                .doesNotContain("evil");
        assertThat(mail.html()).doesNotContain("evil");
    }

    @Test
    void leaves_out_a_device_that_it_does_not_know() {
        notice = SecurityNotice.at(EXPIRY).of(new DeviceNotice(USER, "visit evil.example", null));
        var mail = write(MailKind.NEW_DEVICE);

        assertThat(mail.text()).doesNotContain("evil", "Device:");
    }

    @Test
    void does_not_show_the_name_of_a_passkey_that_could_be_a_link() {
        notice = SecurityNotice.at(EXPIRY).of(new CredentialNotice(USER, "evil.example/unlock"));

        assertThat(write(MailKind.PASSKEY_ADDED).text()).doesNotContain("evil");
    }

    @Test
    void announces_that_no_more_mails_of_the_kind_follow() {
        assertThat(write(MailKind.PASSWORD_CHANGED).text()).doesNotContain("no more mails");

        notice = notice.last(true);
        assertThat(write(MailKind.PASSWORD_CHANGED).text()).contains("We send no more mails of this kind");
    }

    @Test
    void takes_texts_and_languages_of_the_operator(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mails_de.properties"), "verify-email.button=Jetzt los");
        var own = composer(folder);

        var mail = own.compose(mail(MailKind.VERIFY_EMAIL, Language.GERMAN), REQUEST, links(MailKind.VERIFY_EMAIL));
        assertThat(mail.html()).contains("Jetzt los").contains("Hallo");
    }

    @Test
    void writes_english_if_the_language_of_the_user_is_not_available() {
        var mail = write(MailKind.VERIFY_EMAIL, Language.parse("fr"));

        assertThat(mail.text()).startsWith("Hello <Ada>,").contains("3 January 2026 at 03:04 UTC");
        assertThat(mail.html()).contains("<html lang=\"en\">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'at", "i"})
    void fails_the_start_if_a_pattern_of_times_is_wrong(String pattern, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mails_de.properties"), "time.pattern=" + pattern);

        assertThatThrownBy(() -> composer(folder)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example.com", "https://id.example.com/", "https://id.example.com//"})
    void has_links_below_the_public_url(String publicUrl) {
        var settings = new MailSettings(URI.create(publicUrl), "Acme", "#3a4bd8", null);

        assertThat(settings.link("/login")).isEqualTo("https://id.example.com/login");
    }

    private static EmailComposer composer(@Nullable Path folder) {
        var settings = new MailSettings(URI.create("https://id.example.com"), "Acme & Sons", "#3a4bd8", folder);
        return new EmailComposer(settings, EmailComposer.texts(settings));
    }

    private EmailMessage write(MailKind kind) {
        return write(kind, Language.ENGLISH);
    }

    private EmailMessage write(MailKind kind, Language language) {
        return composer.compose(mail(kind, language), REQUEST, links(kind));
    }

    private Mail mail(MailKind kind, Language language) {
        return new Mail(
                kind,
                EmailAddress.parse("ada@example.com"),
                DisplayName.parse("<Ada>"),
                language,
                MailedLink.forKind(kind).isPresent() ? EXPIRY : null,
                kind == MailKind.RESET_PASSWORD && endsApiKeys,
                kind.isSecurityNotice() ? notice : null);
    }

    private static Links links(MailKind kind) {
        return Links.of(new FakeServiceKeys(), kind, USER, REQUEST);
    }
}
