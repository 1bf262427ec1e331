package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Faults of a scenario, each once and at a given step; random faults are separate. */
final class ScriptedFaults {

    /** Which message of a command is lost. */
    enum LostMessage {
        REQUEST,
        REPLY
    }

    private record MessageLoss(Class<? extends ServerCommand> of, LostMessage what, Consumer<ServerConnection> then) {}

    /** Runs this between the given document of an insert and the next one. */
    record InsertInterruption(int index, long pause, Consumer<ReplicaMember> what) {}

    private final List<MessageLoss> losses = new ArrayList<>();
    private final List<InsertInterruption> tears = new ArrayList<>();
    private boolean full;

    /** Loses a message of the next command of this kind, and then applies this to its sender. */
    void lose(Class<? extends ServerCommand> kind, LostMessage what, Consumer<ServerConnection> then) {
        losses.add(new MessageLoss(kind, what, then));
    }

    void tear(int index, long pause, Consumer<ReplicaMember> what) {
        tears.add(new InsertInterruption(index, pause, what));
    }

    /** Sets whether the disks of all servers are full. */
    void full(boolean now) {
        full = now;
    }

    boolean full() {
        return full;
    }

    Optional<LostMessage> lost(ServerCommand command, ServerConnection by, SimulationScheduler turns) {
        Optional<MessageLoss> met = take(losses, loss -> loss.of().isInstance(command));
        met.ifPresent(loss -> {
            turns.happened(loss.what() == LostMessage.REQUEST ? "request lost" : "reply lost");
            turns.after(100 * SimulationScheduler.MS, () -> loss.then().accept(by));
        });
        return met.map(MessageLoss::what);
    }

    Optional<InsertInterruption> torn(int index) {
        return take(tears, tear -> tear.index() == index);
    }

    private static <T> Optional<T> take(List<T> from, Predicate<T> which) {
        for (Iterator<T> each = from.iterator(); each.hasNext(); ) {
            T one = each.next();
            if (which.test(one)) {
                each.remove();
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
