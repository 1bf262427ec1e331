package org.keyledger.gateway.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The context of work after the response: it reads its own writes, which no response header reports. */
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
