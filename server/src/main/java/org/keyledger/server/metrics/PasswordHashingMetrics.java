package org.keyledger.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.keyledger.gateway.password.PasswordHasher;

/** Metrics of password hashing: the queue for its threads. */
final class PasswordHashingMetrics implements MeterBinder {

    private final PasswordHasher passwords;

    PasswordHashingMetrics(PasswordHasher passwords) {
        this.passwords = passwords;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("keyledger.hashing.waiting", () -> passwords.stats().waiting())
                .description("Passwords that wait for a hashing thread")
                .register(registry);
        FunctionTimer.builder(
                        "keyledger.hashing.wait",
                        passwords,
                        hasher -> hasher.stats().started(),
                        hasher -> hasher.stats().totalWait().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Time until a password has a hashing thread")
                .register(registry);
        FunctionCounter.builder(
                        "keyledger.hashing.refused",
                        passwords,
                        hasher -> hasher.stats().rejected())
                .description("Passwords that were not hashed because the queue was full")
                .register(registry);
    }
}
