package org.keyledger.ledger.append;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the process, when going on could break a promise; what is stored is found again on the next start. */
@FunctionalInterface
public interface FatalErrorHandler {

    /** Ends this process at once with exit code 74, an input/output error in {@code sysexits.h}. */
    FatalErrorHandler HALT_JVM = why -> {
        Logger log = LoggerFactory.getLogger(FatalErrorHandler.class);
        log.error("ALARM the process ends: {}", why);
        System.err.println("keyledger ends: " + why);
        Runtime.getRuntime().halt(74);
    };

    /** @param why what happened, and what the operator is to do */
    void halt(String why);
}
