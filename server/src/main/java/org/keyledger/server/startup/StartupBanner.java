package org.keyledger.server.startup;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.keyledger.gateway.ratelimit.RateLimitSettings;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.BrokerLifecycle;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** One screen, as soon as the service can serve: what is where, and what to try first. */
final class StartupBanner {

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(3);

    private final Settings settings;
    private final LedgerStorage storage;
    private final ReadinessCheck readiness;
    private final BrokerLifecycle broker;
    private final RateLimitSettings limits;
    private final PrintStream out;

    StartupBanner(
            Settings settings,
            LedgerStorage storage,
            RateLimitSettings limits,
            ReadinessCheck readiness,
            BrokerLifecycle broker,
            PrintStream out) {
        this.settings = settings;
        this.storage = storage;
        this.limits = limits;
        this.readiness = readiness;
        this.broker = broker;
        this.out = out;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        broker.awaitStarted();
        awaitReadiness();
        out.print(text(Duration.between(started(), Instant.now())));
        out.flush();
    }

    /** Read models that are far behind take their time: better said than wondered about. */
    private void awaitReadiness() {
        var lastReport = Instant.now();
        for (var state = readiness.state(); !state.ready(); state = readiness.state()) {
            if (Duration.between(lastReport, Instant.now()).compareTo(PROGRESS_INTERVAL) > 0) {
                System.err.println("catching up: " + state.detail());
                lastReport = Instant.now();
            }
        }
    }

    String text(Duration taken) {
        return """

            Keyledger serves after %.1f s.%s

              API      %s
              Mailbox  %s
              Topics   %s
              Data     %s
              Files    %s
                       %s opens all that is sealed: keep a copy of it elsewhere

            Try, in another terminal:

              curl -s %3$s/auth/signup -H 'Content-Type: application/json' -d '{"email":"ada@example.com","password":"correct horse battery"}'
              curl -si %3$s/auth/check -H 'X-API-Key: <api_key of that answer>'
              curl -s %3$s/customer/keys -H 'Authorization: Bearer <token of that answer>'

            """.formatted(
                        taken.toMillis() / 1000.0,
                        limits(),
                        settings.publicUrl(),
                        mailbox(),
                        topics(),
                        storage.description(),
                        settings.data(),
                        settings.masterKeyFile());
    }

    private String limits() {
        return limits.enabled()
                ? ""
                : "\n\n  !! ALL LIMITS ARE OFF (KEYLEDGER_LIMITS=off): for a benchmark, never for the world";
    }

    private String mailbox() {
        return switch (settings.mail()) {
            case MAILBOX -> settings.publicUrl() + "/mailbox, in memory only (SMTP_HOST sends real mails)";
            case SMTP -> "mails go to " + settings.smtp().host();
            case OFF -> "mails are off, every address counts as verified";
        };
    }

    private String topics() {
        return "identity.events.v1 on " + settings.brokers() + (settings.embedsBroker() ? " (a broker in here)" : "");
    }

    /** When the JVM began; the process may be older, since the launcher builds first and then becomes the program. */
    private static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
