package org.keyledger.consumer.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.consumer.subscription.ConsumerStatus.State;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.consumer.subscription.Subscription;
import org.keyledger.consumer.subscription.TestTopic;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.MagicLinkToken;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Eventually;

/** From Kafka to a real SMTP server. */
@DisplayName("Sending mail")
class MailerTest {

    private static final UserId USER = UserId.parse("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final Pattern LINK =
            Pattern.compile("https://id\\.example\\.com/api/auth/verify-email\\?token=([A-Za-z0-9_-]+)");

    @TempDir
    private Path folder;

    private final FakeMailQueries mails = new FakeMailQueries();
    private final FakeServiceKeys keys = new FakeServiceKeys();
    private final int port = freePort();
    private GreenMail server;
    private TestTopic topic;

    @BeforeEach
    void given_a_mail_server_and_a_topic() throws Exception {
        mails.open();
        topic = TestTopic.fresh();
        startServer();
    }

    @AfterEach
    void close() {
        topic.close();
        server.stop();
    }

    @Test
    void sends_text_and_html_with_a_working_link() throws Exception {
        var request = request(1);
        mails.add(USER, request, "Ada@example.com", "Ada <b>Lovelace</b>");
        requestMail(7, request);
        try (var mailer = mailing()) {
            awaitPosition(mailer, 7);
        }
        var mail = server.getReceivedMessages()[0];
        assertThat(mail.getRecipients(RecipientType.TO)[0]).hasToString("Ada@example.com");
        assertThat(mail.getFrom()[0]).hasToString("Keyledger <no-reply@example.com>");
        assertThat(mail.getSubject()).isEqualTo("Confirm your email address for Keyledger");
        assertThat(mail.getMessageID()).isEqualTo("<" + request + ".verify-email@example.com>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(text(mail)).contains("Hello Ada <b>Lovelace</b>,", "until 3 January 2026 at 03:04 UTC");
        assertThat(html(mail)).contains("Hello Ada &lt;b&gt;Lovelace&lt;/b&gt;,", "until 3 January 2026 at 03:04 UTC");
        assertThat(tokenIn(text(mail))).isEqualTo(tokenIn(html(mail)));
        assertThat(LinkToken.verify(keys.key(Purpose.LINK), LinkToken.Purpose.VERIFY_EMAIL, tokenIn(text(mail))))
                .hasValueSatisfying(token -> {
                    assertThat(token.user()).isEqualTo(USER);
                    assertThat(token.request()).isEqualTo(request);
                });
    }

    @Test
    void sends_a_magic_link_to_a_reader_who_may_have_no_account() throws Exception {
        var request = request(1);
        mails.addMagicLink(request, "ada@example.com");
        topic.send(
                7,
                "mail.ordered",
                request.toString(),
                "{\"template\":\"magic_link\",\"request_id\":\"" + request + "\"}");
        try (var mailer = mailing()) {
            awaitPosition(mailer, 7);
            assertThat(mailer.status().deadLetters()).isEmpty();
        }
        var token = MagicLinkToken.create(keys.key(Purpose.LINK), MagicLinkToken.Purpose.MAGIC_LINK, request);
        assertThat(text(server.getReceivedMessages()[0]))
                .contains("https://id.example.com/magic-link?token=" + token.encoded());
    }

    @Test
    void queries_at_the_position_of_the_request_and_waits_for_the_read_models() throws Exception {
        var request = request(1);
        mails.reached = 6;
        mails.add(USER, request, "ada@example.com", "Ada");
        requestMail(7, request);
        try (var mailer = mailing()) {
            Eventually.awaitTrue(() -> mailer.status().state() == State.RETRYING, mailer::status);
            assertThat(server.getReceivedMessages()).isEmpty();
            mails.reached = 7;
            awaitPosition(mailer, 7);
        }
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(mails.askedFor).containsOnly(7L);
    }

    @Test
    void skips_mails_that_are_no_longer_pending() throws Exception {
        var wanted = request(2);
        mails.add(USER, wanted, "ada@example.com", "Ada");
        requestMail(1, request(1));
        requestMail(2, wanted);
        try (var mailer = mailing()) {
            awaitPosition(mailer, 2);
            assertThat(mailer.status().deadLetters()).isEmpty();
        }
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void loses_no_mail_while_the_mail_server_is_unavailable() throws Exception {
        server.stop();
        for (var i = 1; i <= 3; i++) {
            mails.add(USER, request(i), "ada@example.com", "Ada");
            requestMail(i, request(i));
        }
        try (var mailer = mailing()) {
            Eventually.awaitTrue(() -> mailer.status().state() == State.RETRYING, mailer::status);
            assertThat(mailer.status().error())
                    .hasValueSatisfying(
                            it -> assertThat(it).contains("is unavailable").doesNotContain("ada@"));
            startServer();
            awaitPosition(mailer, 3);
        }
        assertThat(server.getReceivedMessages())
                .extracting(MimeMessage::getMessageID)
                .containsExactly(
                        "<" + request(1) + ".verify-email@example.com>",
                        "<" + request(2) + ".verify-email@example.com>",
                        "<" + request(3) + ".verify-email@example.com>");
    }

    @Test
    void dead_letters_a_request_that_it_cannot_read() throws Exception {
        topic.send(1, "mail.ordered", USER.toString(), body("carrier_pigeon", request(1)));
        try (var mailer = mailing()) {
            awaitPosition(mailer, 1);
            assertThat(mailer.status().deadLetters()).hasSize(1);
            assertThat(mailer.status().deadLetters().get(0).reason()).contains("carrier_pigeon");
        }
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void forged_requests_stop_no_mail_and_suppress_no_notice() throws Exception {
        var request = request(1);
        mails.reached = 7;
        mails.add(USER, request, "ada@example.com", "Ada");
        topic.sendForged(999_999_999_999_999_999L, "mail.ordered", USER.toString(), body("verify_email", request));
        topic.sendForged(6, "mail.ordered", USER.toString(), "{\"template\":\"nope\"}");
        topic.sendForged(7, "mail.ordered", USER.toString(), body("verify_email", request));
        requestMail(7, request);
        try (var mailer = mailing()) {
            awaitPosition(mailer, 7);
            assertThat(mailer.status().skipped()).isEqualTo(3);
            assertThat(mailer.status().deadLetters()).isEmpty();
        }
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    private EventConsumer<MailRequested> mailing() {
        var smtp = new SmtpSettings(
                "localhost",
                port,
                null,
                null,
                SmtpSettings.Security.NONE,
                "Keyledger <no-reply@example.com>",
                Duration.ofSeconds(5));
        var mailSettings = new MailSettings(URI.create("https://id.example.com/"), "Keyledger", "#3a4bd8", null);
        var composer = new EmailComposer(mailSettings, EmailComposer.texts(mailSettings));
        var mailer = new Mailer(mails.gateway(), keys, composer, new SmtpTransport(smtp));
        var settings = new ConsumerSettings(
                topic.connection(), folder, 2, Duration.ofMillis(20), Duration.ofMillis(200), Duration.ofMinutes(1));
        var consumer = new EventConsumer<>(
                new Subscription<>("mailer", topic.name(), MailRequested.class, mailer),
                settings,
                TestTopic.proof(() -> 100));
        consumer.start();
        return consumer;
    }

    private void startServer() {
        server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    private void requestMail(long position, MailRequestId request) throws Exception {
        topic.send(position, "mail.ordered", USER.toString(), body("verify_email", request));
    }

    private static String body(String template, MailRequestId request) {
        return "{\"template\":\"" + template + "\",\"user_id\":\"" + USER + "\",\"request_id\":\"" + request + "\"}";
    }

    private static MailRequestId request(int number) {
        return new MailRequestId(new UUID(0x0189_0a5d_ac96_7000L, 0x8000_0000_0000_0000L | number));
    }

    private static void awaitPosition(EventConsumer<?> consumer, long position) throws InterruptedException {
        Eventually.awaitTrue(() -> consumer.status().handledPosition() >= position, consumer::status);
    }

    private static String text(MimeMessage mail) throws Exception {
        return alternative(mail, 0);
    }

    private static String html(MimeMessage mail) throws Exception {
        return alternative(mail, 1);
    }

    /** Spring builds mixed(related(alternative(text, html))). */
    private static String alternative(MimeMessage mail, int index) throws Exception {
        var part = (MimeMultipart) mail.getContent();
        while (part.getBodyPart(0).getContent() instanceof MimeMultipart inner) {
            part = inner;
        }
        return (String) part.getBodyPart(index).getContent();
    }

    private static String tokenIn(String body) {
        var link = LINK.matcher(body);
        assertThat(link.find()).as(body).isTrue();
        return link.group(1);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
