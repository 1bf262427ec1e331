package org.keyledger.gateway.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Actor;

/** The context of work after the response: it reads its own writes, which no response header reports. */
final class DetachedRequestContext extends RequestContext {

    private final Map<String, Object> metadata;
    private final Map<String, Object> clientMetadata;
    private final @Nullable Actor actor;
    private OptionalLong written = OptionalLong.empty();

    DetachedRequestContext(Map<String, Object> metadata, Map<String, Object> clientMetadata, @Nullable Actor actor) {
        this.metadata = Map.copyOf(metadata);
        this.clientMetadata = Map.copyOf(clientMetadata);
        this.actor = actor;
    }

    @Override
    @Nullable
    Actor actor() {
        return actor;
    }

    @Override
    Map<String, Object> metadata() {
        return new HashMap<>(metadata);
    }

    @Override
    Map<String, Object> clientMetadata() {
        return clientMetadata;
    }

    @Override
    void recordWrite(long position) {
        written = OptionalLong.of(position);
    }

    /** No response reports them. */
    @Override
    void hideWrites() {}

    @Override
    OptionalLong minPosition() {
        return written;
    }
}
