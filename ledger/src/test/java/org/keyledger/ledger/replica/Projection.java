package org.keyledger.ledger.replica;

import java.util.Optional;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedEntry;
import org.keyledger.ledger.Views.Progress;
import org.keyledger.ledger.Views.StaleProjection;
import org.keyledger.ledger.tailing.BrokenChain;
import org.keyledger.ledger.tailing.SteppedTailer;
import org.keyledger.ledger.tailing.TailStream;

/** Writes for each aggregate the positions of its events into a view. Every node does it: all but one are zombies. */
final class Projection {

    private static final String NAME = "projections";

    private final World world;
    private final ReplicaViews views;
    private final SteppedTailer tailer;

    Projection(World world, Connection connection, SteppedTailer tailer) {
        this.world = world;
        this.views = new ReplicaViews(connection, world.setting());
        this.tailer = tailer;
    }

    /** What the view says of an aggregate after one more event. */
    static String after(Optional<String> before, RecordedEntry event) {
        return before.orElse("") + event.position() + " ";
    }

    void run() {
        Turns turns = world.turns();
        while (true) {
            turns.running().sleep(turns.between(Turns.SECOND, 3 * Turns.SECOND));
            try {
                Optional<Progress> progress = views.progress(NAME);
                Position next = progress.map(Progress::next).orElse(Position.FIRST);
                try (TailStream<RecordedEntry> stream = tailer.open(next)) {
                    follow(stream, progress);
                }
            } catch (StaleProjection zombie) {
                turns.happened("zombie's batch refused");
            } catch (Connection.Failed again) {
                // begins anew from what is stored
            } catch (BrokenChain broken) {
                return;
            }
        }
    }

    private void follow(TailStream<RecordedEntry> stream, Optional<Progress> from) {
        Optional<Progress> progress = from;
        while (true) {
            if (stream.peek().isEmpty()) {
                world.turns().running().sleep(world.turns().between(200 * Turns.MS, Turns.SECOND));
                continue;
            }
            progress = Optional.of(batch(stream, progress));
        }
    }

    private Progress batch(TailStream<RecordedEntry> stream, Optional<Progress> progress) {
        ReplicaViews.Batch batch = views.begin(NAME, progress);
        Position next = Position.FIRST;
        for (int i = 0; i < 6 && stream.peek().isPresent(); i++) {
            RecordedEntry event = stream.take();
            String aggregate = event.entry().aggregate();
            batch.put(aggregate, after(batch.find(aggregate), event));
            next = event.position().next();
        }
        batch.moveTo(next);
        batch.commit();
        return new Progress(next, new byte[0]);
    }
}
