package org.keyledger.gateway.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** A request whose answer is on its way: its work sees its own writes, and nobody is told of them. */
final class DetachedRequestContext extends RequestContext {

    private final Map<String, Object> metadata;
    private OptionalLong written = OptionalLong.empty();

    DetachedRequestContext(Map<String, Object> metadata) {
        this.metadata = Map.copyOf(metadata);
    }

    @Override
    Map<String, Object> metadata() {
        return new HashMap<>(metadata);
    }

    @Override
    void recordWrite(long position) {
        written = OptionalLong.of(position);
    }

    @Override
    OptionalLong minPosition() {
        return written;
    }
}
