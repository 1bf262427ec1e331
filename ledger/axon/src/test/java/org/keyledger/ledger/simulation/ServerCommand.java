package org.keyledger.ledger.simulation;

import java.util.function.Consumer;

/** A command of a client; the server replies later or never. */
@FunctionalInterface
interface ServerCommand {

    void runOn(ReplicaMember member, Consumer<ServerReply> reply);
}
