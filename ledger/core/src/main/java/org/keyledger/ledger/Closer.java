package org.keyledger.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes resources in reverse order of their registration; a failure to close one does not keep the others open. */
public final class Closer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    public <T extends AutoCloseable> T register(T resource) {
        resources.push(resource);
        return resource;
    }

    /** Moves all resources to a new closer; this one closes nothing any more. */
    public Closer release() {
        Closer released = new Closer();
        released.resources.addAll(resources);
        resources.clear();
        return released;
    }

    @Override
    public void close() {
        while (!resources.isEmpty()) {
            close(resources.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.error("Could not close a resource of the store; acknowledged commits are durable", e);
        }
    }
}
