package org.keyledger.server.startup;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Logs the stack trace of a failed start instead of printing it. {@link StartupFailureAnalyzer} creates the printed
 * message.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupFailureReporter implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartupFailureReporter.class);

    private final boolean hasLogFile;

    /** @param context null while settings are read, when there is no log file yet */
    StartupFailureReporter(@Nullable ConfigurableApplicationContext context) {
        this.hasLogFile = context != null;
    }

    @Override
    public boolean reportException(Throwable failure) {
        if (hasLogFile) {
            LOG.info("Start failed, process ends", failure);
        }
        return true;
    }
}
