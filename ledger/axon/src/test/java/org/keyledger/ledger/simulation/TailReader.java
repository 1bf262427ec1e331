package org.keyledger.ledger.simulation;

import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.tail.BrokenChainException;
import org.keyledger.ledger.tail.SteppedTailer;
import org.keyledger.ledger.tail.TailStream;

/** Reads the tail from the beginning or from inside a commit, and records the events. */
final class TailReader {

    private final Simulation simulation;
    private final SteppedTailer tailer;

    TailReader(Simulation world, SteppedTailer tailer) {
        this.simulation = world;
        this.tailer = tailer;
    }

    void read() {
        SimulationScheduler turns = simulation.scheduler();
        while (true) {
            long from = tailer.status().next().map(Position::value).orElse(0L);
            TailStream<PositionedEvent> stream =
                    tailer.open(new Position(turns.random().nextInt((int) from + 1)));
            try {
                follow(
                        stream,
                        turns.now() + turns.between(SimulationScheduler.SECOND, 20 * SimulationScheduler.SECOND));
            } catch (BrokenChainException broken) {
                return;
            } catch (ServerConnection.ServerConnectionException e) {
                turns.running().sleep(500 * SimulationScheduler.MS);
            } finally {
                stream.close();
            }
        }
    }

    private void follow(TailStream<PositionedEvent> stream, long until) {
        PositionedEvent before = null;
        while (simulation.scheduler().now() < until) {
            if (stream.peek().isEmpty()) {
                simulation.scheduler().running().sleep(300 * SimulationScheduler.MS);
                continue;
            }
            PositionedEvent event = stream.take();
            if (before != null && !event.position().equals(before.position().next())) {
                simulation.history().found("a reader got " + event.position() + " after " + before.position());
            }
            simulation.history().sawEvent(event);
            before = event;
        }
    }
}
