package org.keyledger.server.startup;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.keyledger.gateway.ratelimit.RateLimitSettings;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.server.health.ReadinessCheck;
import org.keyledger.server.management.ManagementListener;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.BrokerLifecycle;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Prints addresses, folders and example calls once the service is ready. */
final class StartupBanner {

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(3);

    private final Settings settings;
    private final LedgerStorage storage;
    private final ReadinessCheck readiness;
    private final BrokerLifecycle broker;
    private final ManagementListener management;
    private final RateLimitSettings limits;
    private final PrintStream out;

    StartupBanner(
            Settings settings,
            LedgerStorage storage,
            RateLimitSettings limits,
            ReadinessCheck readiness,
            BrokerLifecycle broker,
            ManagementListener management,
            PrintStream out) {
        this.settings = settings;
        this.storage = storage;
        this.limits = limits;
        this.readiness = readiness;
        this.broker = broker;
        this.management = management;
        this.out = out;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        requireSoundReadModels();
        broker.awaitFirstAttempt()
                .ifPresent(error -> System.err.println(error + ". Keyledger serves requests and tries it again"));
        awaitReadiness();
        out.print(text(Duration.between(started(), Instant.now())));
        out.flush();
    }

    /**
     * Reports progress, because read models may take minutes to catch up.
     *
     * @throws StorageOpenException if the read models are damaged
     */
    private void awaitReadiness() {
        var lastReport = Instant.now();
        while (!readiness.isReady()) {
            requireSoundReadModels();
            if (Duration.between(lastReport, Instant.now()).compareTo(PROGRESS_INTERVAL) > 0) {
                System.err.println("Keyledger is not ready yet: " + reasons());
                lastReport = Instant.now();
            }
        }
    }

    private void requireSoundReadModels() {
        readiness.damage().ifPresent(damage -> {
            throw new StorageOpenException(damage);
        });
    }

    private String reasons() {
        return readiness.parts().entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue().reason())
                .collect(Collectors.joining(", "));
    }

    String text(Duration taken) {
        return """

            Keyledger started in %.1f s.%s

              API         %s
              Pages       %3$s/signup, /login, /account and /docs
              Management  %s (/health, /metrics)
              Mailbox     %s
              Topics      %s
              Data        %s
              Files       %s
                          %s decrypts all data: keep a copy of it elsewhere

            Try, in another terminal:

              curl -s %3$s/auth/signup -H 'Content-Type: application/json' -d '{"email":"ada@example.com","password":"correct horse battery"}'
              curl -si %3$s/auth/check -H 'X-API-Key: <api_key of the response>'
              curl -s %3$s/customer/keys -H 'Authorization: Bearer <token of the response>'

            """.formatted(
                        taken.toMillis() / 1000.0,
                        limits(),
                        settings.publicUrl(),
                        management.url(),
                        mailbox(),
                        topics(),
                        storage.description(),
                        settings.data(),
                        settings.masterKeyFile());
    }

    private String limits() {
        return limits.enabled()
                ? ""
                : "\n\n  !! ALL LIMITS ARE OFF (KEYLEDGER_LIMITS=off). Use this for benchmarks only.";
    }

    private String mailbox() {
        return switch (settings.mail()) {
            case MAILBOX -> management.url() + "/mailbox, in memory only (set SMTP_HOST to send mails)";
            case SMTP -> "mails are sent to " + settings.smtp().host();
            case OFF -> "no mails are sent, every address counts as verified";
        };
    }

    private String topics() {
        return "identity.events.v1 on " + settings.brokers()
                + (settings.embedsBroker() ? " (broker in this process)" : "");
    }

    /**
     * Start of the JVM. The process can be older: the launcher script may build first and is then replaced by the JVM.
     */
    private static Instant started() {
        return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
