package org.keyledger.consumer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.consumer.subscription.RetryLaterException;
import org.keyledger.kernel.user.EmailAddress;

/** The server's reply decides whether only this mail, or all mails, have to wait. */
@DisplayName("Failures of the SMTP server")
class SmtpTransportTest {

    private final ServerSocket socket;

    SmtpTransportTest() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private final List<String> recipients = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    @Test
    void for_an_unknown_mailbox_is_permanent() {
        answering(Map.of("RCPT", "550 5.1.1 <ada@example.com> unknown"));
        assertThat(catchThrowable(this::send))
                .isInstanceOf(PermanentMailFailureException.class)
                .hasMessage("Mail server rejected the recipient with code 550");
    }

    @Test
    void for_a_full_mailbox_delays_this_mail() {
        answering(Map.of("RCPT", "452 4.2.2 <ada@example.com> full"));
        assertThat(catchThrowable(this::send))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Mail server rejected the mail with code 452, it is retried");
    }

    @Test
    void for_the_content_delays_this_mail() {
        answering(Map.of(".", "554 5.7.1 looks like spam to <ada@example.com>"));
        assertThat(catchThrowable(this::send))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Mail server rejected the mail with code 554, it is retried");
    }

    @Test
    void for_the_sender_delays_all_mails() {
        answering(Map.of("MAIL", "550 5.7.1 sender not allowed"));
        assertThat(catchThrowable(this::send)).isInstanceOf(RetryLaterException.class);
    }

    @Test
    void that_closes_the_connection_delays_all_mails() throws IOException {
        socket.close();
        assertThat(catchThrowable(this::send))
                .isInstanceOf(RetryLaterException.class)
                .hasMessageNotContaining("ada@");
    }

    /** IDNA 2003 made strasse.de of it, which belongs to another owner. */
    @Test
    void receives_the_domain_that_the_address_names() {
        answering(Map.of());
        send(EmailAddress.parse("x@straße.de"));
        assertThat(recipients).containsExactly("RCPT TO:<x@xn--strae-oqa.de>");
    }

    private void send() {
        send(EmailAddress.parse("ada@example.com"));
    }

    private void send(EmailAddress to) {
        var settings = new SmtpSettings(
                "127.0.0.1",
                socket.getLocalPort(),
                null,
                null,
                SmtpSettings.Security.NONE,
                "no-reply@example.com",
                Duration.ofSeconds(5));
        new SmtpTransport(settings).send(new EmailMessage("id", to, "Subject", "text", "<p>text</p>"));
    }

    private void answering(Map<String, String> refusals) {
        var thread = new Thread(() -> {
            try (var client = socket.accept()) {
                serve(client, refusals);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client, Map<String, String> refusals) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        reply(client, "220 ready");
        var inData = false;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            var verb = inData ? (line.equals(".") ? "." : "") : line.split("[ :]")[0];
            if (verb.equals("RCPT")) {
                recipients.add(line);
            }
            if (!verb.isEmpty()) {
                reply(client, refusals.getOrDefault(verb, verb.equals("DATA") ? "354 go on" : "250 fine"));
                inData = verb.equals("DATA");
            }
        }
    }

    private static void reply(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
