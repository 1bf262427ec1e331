package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a told story lets go wrong, each thing once and at its moment; the trouble of a seed is none of these. */
final class ScriptedFaults {

    /** What of a command does not arrive. */
    enum LostMessage {
        REQUEST,
        REPLY
    }

    private record MessageLoss(Class<? extends ServerCommand> of, LostMessage what, Consumer<ServerConnection> then) {}

    /** After this document of an insert was taken, and some time, something happens before the next one is looked at. */
    record InsertInterruption(int index, long pause, Consumer<ReplicaMember> what) {}

    private final List<MessageLoss> losses = new ArrayList<>();
    private final List<InsertInterruption> tears = new ArrayList<>();
    private boolean full;

    /** The next command of this kind, whoever sends it, is lost, and a moment later this happens to its sender. */
    void lose(Class<? extends ServerCommand> kind, LostMessage what, Consumer<ServerConnection> then) {
        losses.add(new MessageLoss(kind, what, then));
    }

    void tear(int index, long pause, Consumer<ReplicaMember> what) {
        tears.add(new InsertInterruption(index, pause, what));
    }

    /** Whether no server has space for one more document. */
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
