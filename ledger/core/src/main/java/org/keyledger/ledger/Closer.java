package org.keyledger.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened one after the other; it is closed the other way round, and one that fails to close stops no other. */
public final class Closer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    public <T extends AutoCloseable> T register(T resource) {
        resources.push(resource);
        return resource;
    }

    /** Gives all of it to whoever closes it from now on. */
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

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.error("closing went wrong; what was acknowledged is stored", e);
        }
    }
}
