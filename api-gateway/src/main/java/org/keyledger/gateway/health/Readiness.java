package org.keyledger.gateway.health;

/** Whether this process can handle requests. */
@FunctionalInterface
public interface Readiness {

    boolean isReady();
}
