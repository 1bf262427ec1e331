package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What a told story lets go wrong, each thing once and at its moment; the trouble of a seed is none of these. */
final class Mishaps {

    /** What of a command does not arrive. */
    enum Lost {
        REQUEST,
        REPLY
    }

    private record Loss(Class<? extends Command> of, Lost what, Consumer<Connection> then) {}

    /** After this document of an insert was taken, and some time, something happens before the next one is looked at. */
    record Tear(int index, long pause, Consumer<Member> what) {}

    private final List<Loss> losses = new ArrayList<>();
    private final List<Tear> tears = new ArrayList<>();
    private boolean full;

    /** The next command of this kind, whoever sends it, is lost, and a moment later this happens to its sender. */
    void lose(Class<? extends Command> kind, Lost what, Consumer<Connection> then) {
        losses.add(new Loss(kind, what, then));
    }

    void tear(int index, long pause, Consumer<Member> what) {
        tears.add(new Tear(index, pause, what));
    }

    /** Whether no server has space for one more document. */
    void full(boolean now) {
        full = now;
    }

    boolean full() {
        return full;
    }

    Optional<Lost> lost(Command command, Connection by, Turns turns) {
        Optional<Loss> met = take(losses, loss -> loss.of().isInstance(command));
        met.ifPresent(loss -> {
            turns.happened(loss.what() == Lost.REQUEST ? "request lost" : "reply lost");
            turns.after(100 * Turns.MS, () -> loss.then().accept(by));
        });
        return met.map(Loss::what);
    }

    Optional<Tear> torn(int index) {
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
