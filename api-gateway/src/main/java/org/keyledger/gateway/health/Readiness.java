package org.keyledger.gateway.health;

import java.util.Map;

/** Whether this process can do its work. */
@FunctionalInterface
public interface Readiness {

    State state();

    /**
     * @param ready whether requests may be sent here
     * @param detail by part, in words for an operator: nothing secret, no addresses
     */
    record State(boolean ready, Map<String, String> detail) {}
}
