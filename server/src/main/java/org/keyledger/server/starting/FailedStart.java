package org.keyledger.server.starting;

import java.util.Optional;
import org.keyledger.server.settings.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;

/** Why it did not start, as one paragraph that says what to do; the stack trace is for the log file. */
public final class FailedStart {

    private static final Logger LOG = LoggerFactory.getLogger(FailedStart.class);

    private FailedStart() {}

    public static String explain(Throwable failure) {
        LOG.info("Keyledger did not start", failure);
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return "Keyledger did not start, and for no reason that it knows: " + innermost(failure)
                + ". keyledger.log in the data folder tells the whole story.";
    }

    private static Optional<String> known(Throwable cause) {
        if (cause instanceof StartRefused refused) {
            return Optional.ofNullable(refused.getMessage());
        }
        if (cause instanceof PortInUseException taken) {
            return Optional.of("Port " + taken.getPort() + " is taken by another process."
                    + " Stop that one, or give the API another port: SERVER_PORT=8081 ./keyledger");
        }
        return Optional.empty();
    }

    private static Throwable innermost(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
