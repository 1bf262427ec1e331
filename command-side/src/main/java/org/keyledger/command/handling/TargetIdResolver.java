package org.keyledger.command.handling;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.distributed.RoutingStrategy;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.keyledger.kernel.Command;

/**
 * Resolves the target aggregate and the routing key from {@link Command#targetId()}, so that the kernel needs no Axon
 * annotation.
 */
final class TargetIdResolver implements CommandTargetResolver, RoutingStrategy {

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> message) {
        return new VersionedAggregateIdentifier(targetId(message), null);
    }

    @Override
    public String getRoutingKey(CommandMessage<?> message) {
        return targetId(message);
    }

    private static String targetId(CommandMessage<?> message) {
        if (message.getPayload() instanceof Command command) {
            return command.targetId().toString();
        }
        throw new IllegalArgumentException(
                "Command does not implement " + Command.class.getName() + ": " + message.getCommandName());
    }
}
