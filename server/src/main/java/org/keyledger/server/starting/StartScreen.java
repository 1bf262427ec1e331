package org.keyledger.server.starting;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.keyledger.server.settings.MailTransport;
import org.keyledger.server.settings.Settings;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** One screen: what is where, and what to try first. */
final class StartScreen {

    private final Settings settings;
    private final PrintStream out;

    StartScreen(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        out.print(text(Duration.between(started(), Instant.now())));
        out.flush();
    }

    String text(Duration taken) {
        return """

                Keyledger serves after %.1f s.

                  API      %s
                  Mailbox  %s
                  Topics   %s
                  Data     %s
                           master.key there wraps everything: keep a copy in another place

                Try, in another terminal:

                  curl -s %3$s
                """.formatted(taken.toMillis() / 1000.0, settings.publicUrl(), mailbox(), topics(), settings.data());
    }

    /** When the process began, the JVM's own start included. */
    private static Instant started() {
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    private String mailbox() {
        return settings.mail() == MailTransport.MAILBOX ? settings.publicUrl() + "/mailbox" : "";
    }

    private String topics() {
        return settings.brokers();
    }
}
