package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.server.broker.BrokerAccess;
import org.keyledger.server.broker.EmbeddedBroker;
import org.keyledger.server.endtoend.TopicReader.TopicRecord;

@DisplayName("Delivering mail")
class MailDeliveryEndToEndTest {

    private static final Pattern LINK =
            Pattern.compile("(https?://\\S+)(/api/auth/verify-email\\?token=[A-Za-z0-9_-]+)");

    @TempDir
    private Path folder;

    /** No broker is available at first: commands succeed, the publisher catches up later, and then the mail is sent. */
    @Test
    void starts_when_brokers_become_available() throws Exception {
        var port = ServiceProcess.freePort();
        var mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mails.start();
        var settings = ServiceProcess.settings(folder.resolve("data"));
        var access = BrokerAccess.of(folder.resolve("kafka"), new SecureRandom());
        access.connection()
                .forEach((name, value) ->
                        settings.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value.toString()));
        settings.put("SMTP_HOST", "127.0.0.1");
        settings.put("SMTP_PORT", String.valueOf(mails.getSmtp().getPort()));
        settings.put("PUBLIC_URL", "https://id.example.com");
        try (var program = ServiceProcess.start(settings)) {
            var last = goOnWithoutBrokers(program.client());
            assertThat(mails.getReceivedMessages()).isEmpty();

            try (var broker = EmbeddedBroker.start(folder.resolve("kafka"), port, access)) {
                assertThat(new TopicReader(broker.bootstrapServers())
                                .readUntil("identity.events.v1", it -> it.position() == last))
                        .extracting(TopicRecord::position)
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .contains(0L, last);
                assertThat(mails.waitForIncomingEmail(60_000, 1)).isTrue();
                follow(mails, program.client());
                assertThat(fastest(mails, program.client())).isLessThan(Duration.ofSeconds(1));
                program.stop();
            }
        } finally {
            mails.stop();
        }
    }

    @Test
    void is_omitted_if_mail_is_off() {
        var settings = ServiceProcess.settings(folder.resolve("data"));
        settings.put("KEYLEDGER_MAIL", "off");
        try (var program = ServiceProcess.start(settings)) {
            var signedUp = program.client().signUp("off@example.com").expect(201);

            assertThat(signedUp.body().at("/email_verified").asBoolean()).isTrue();
            program.client().management().get("/mailbox").expect(404);
        }
    }

    /** The shortest time from a sign-up to its mail, of up to 20: other load on the machine delays some of them. */
    private static Duration fastest(GreenMail mails, ServiceClient client) {
        var fastest = Duration.ofMinutes(1);
        for (var user = 0; user < 20 && fastest.compareTo(Duration.ofSeconds(1)) >= 0; user++) {
            var before = mails.getReceivedMessages().length;
            var requested = System.nanoTime();
            client.signUp("quick" + user + "@example.com").expect(201);
            assertThat(mails.waitForIncomingEmail(60_000, before + 1)).isTrue();
            var needed = Duration.ofNanos(System.nanoTime() - requested);
            fastest = needed.compareTo(fastest) < 0 ? needed : fastest;
        }
        return fastest;
    }

    /** The position of the last event. */
    private static long goOnWithoutBrokers(ServiceClient client) {
        var signedUp = client.signUp("late@example.com").expect(201);
        var created = client.bearer(signedUp.string("/token")).createKey("late").expect(201);
        assertThat(client.check(created.string("/secret"))).isEqualTo(200);
        client.get("/health/ready").expect(200);
        return Long.parseLong(created.headers().firstValue("Ledger-Position").orElseThrow());
    }

    private static void follow(GreenMail mails, ServiceClient client) throws MessagingException, IOException {
        var mail = mails.getReceivedMessages()[0];
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("late@example.com");
        var link = LINK.matcher(text(mail));
        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).isEqualTo("https://id.example.com");
        client.get(link.group(2)).expect(302);
        assertThat(client.logIn("late@example.com").body().at("/email_verified").asBoolean())
                .isTrue();
    }

    private static String text(Part part) throws MessagingException, IOException {
        if (part.getContent() instanceof Multipart parts) {
            return text(parts.getBodyPart(0));
        }
        return String.valueOf(part.getContent());
    }
}
