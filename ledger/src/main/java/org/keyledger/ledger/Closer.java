package org.keyledger.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened one after the other; it is closed the other way round, and one that fails to close stops no other. */
public final class Closer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    public <T extends AutoCloseable> T keep(T fresh) {
        parts.push(fresh);
        return fresh;
    }

    /** Gives all of it to whoever closes it from now on. */
    public Closer handOver() {
        Closer same = new Closer();
        same.parts.addAll(parts);
        parts.clear();
        return same;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            close(parts.pop());
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
