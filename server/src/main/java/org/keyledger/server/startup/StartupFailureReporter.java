package org.keyledger.server.startup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Keeps the stack trace of a failed start in the log file, where Boot would print it: {@link StartupFailureAnalyzer} says it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailureReporter implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartupFailureReporter.class);

    private final boolean logs;

    /** @param context none as long as settings are read, when there is no log file either */
    StartupFailureReporter(@Nullable ConfigurableApplicationContext context) {
        this.logs = context != null;
    }

    @Override
    public boolean reportException(Throwable failure) {
        if (logs) {
            LOG.info("Keyledger did not start", failure);
        }
        return true;
    }
}
