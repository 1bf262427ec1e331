package org.keyledger.ledger.axon;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Position;

/** Resolves a {@link Position} parameter of an event handler. Axon finds this class in {@code META-INF/services}. */
public final class PositionParameterResolverFactory implements ParameterResolverFactory, ParameterResolver<Position> {

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable executable, Parameter[] parameters, int index) {
        return parameters[index].getType() == Position.class ? this : null;
    }

    @Override
    public Position resolveParameterValue(Message<?> message) {
        return TrackingTokens.positionOf(((TrackedEventMessage<?>) message).trackingToken());
    }

    @Override
    public boolean matches(Message<?> message) {
        return message instanceof TrackedEventMessage<?> tracked && tracked.trackingToken() != null;
    }
}
