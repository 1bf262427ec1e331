package org.keyledger.ledger.simulation;

import java.util.function.Consumer;

/** What a client asks of a server, which answers when it can, or never. */
@FunctionalInterface
interface ServerCommand {

    void runOn(ReplicaMember member, Consumer<ServerReply> reply);
}
