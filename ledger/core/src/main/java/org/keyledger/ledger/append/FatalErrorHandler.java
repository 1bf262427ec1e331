package org.keyledger.ledger.append;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process when continuing could break a guarantee; the next start finds what is stored. */
@FunctionalInterface
public interface FatalErrorHandler {

    /** Halts the JVM immediately with exit code 74, {@code EX_IOERR} of {@code sysexits.h}. */
    FatalErrorHandler HALT_JVM = message -> {
        Logger log = LoggerFactory.getLogger(FatalErrorHandler.class);
        log.error("ALARM the process ends: {}", message);
        System.err.println("keyledger ends: " + message);
        Runtime.getRuntime().halt(74);
    };

    /** @param message what happened and what the operator can do */
    void halt(String message);
}
