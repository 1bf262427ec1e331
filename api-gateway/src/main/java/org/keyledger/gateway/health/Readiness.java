package org.keyledger.gateway.health;

import java.util.Map;

/** Whether this process can handle requests. */
@FunctionalInterface
public interface Readiness {

    State state();

    /**
     * @param ready whether requests may be sent to this process
     * @param detail by component, a text for operators without secrets and addresses
     */
    record State(boolean ready, Map<String, String> detail) {}
}
