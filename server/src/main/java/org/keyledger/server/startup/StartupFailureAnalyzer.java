package org.keyledger.server.startup;

import java.util.Locale;
import java.util.Optional;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.query.projection.ReadModelRebuild;
import org.keyledger.server.broker.BrokerStartException;
import org.keyledger.server.management.ManagementStartException;
import org.keyledger.server.settings.InvalidConfigurationException;
import org.keyledger.server.settings.SettingErrorMessage;
import org.springframework.boot.web.server.PortInUseException;

/** Explains a failed start in one paragraph: what is wrong and what to do. The stack trace is in the log file. */
public final class StartupFailureAnalyzer {

    private StartupFailureAnalyzer() {}

    public static String explain(Throwable failure) {
        var setting = SettingErrorMessage.find(failure);
        if (setting.isPresent()) {
            return setting.get();
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ManagementStartException) {
                return sentence(cause) + " To use another one, set KEYLEDGER_MANAGEMENT_PORT.";
            }
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return "Keyledger did not start: " + rootCause(failure)
                + ". The stack trace is in keyledger.log in the data folder.";
    }

    private static Optional<String> known(Throwable cause) {
        if (cause instanceof InvalidConfigurationException invalid) {
            return Optional.ofNullable(invalid.getMessage());
        }
        if (cause instanceof StoreUnavailableException || cause instanceof ReadModelRebuild.RebuildFailedException) {
            return Optional.of(sentence(cause));
        }
        if (cause instanceof StorageOpenException) {
            var message = sentence(cause);
            return Optional.of(
                    message.contains("master key")
                            ? message + " KEYLEDGER_MASTER_KEY_FILE is the path of its file."
                            : message);
        }
        if (cause instanceof BrokerStartException) {
            return Optional.of(sentence(cause) + " To use another port, set KEYLEDGER_KAFKA_PORT.");
        }
        if (cause instanceof PortInUseException inUse) {
            return Optional.of("Port " + inUse.getPort() + " is in use by another process."
                    + " Stop that process, or set another port for the API: SERVER_PORT=8090 ./keyledger");
        }
        return Optional.empty();
    }

    private static String sentence(Throwable failure) {
        var text = String.valueOf(failure.getMessage());
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    private static Throwable rootCause(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
