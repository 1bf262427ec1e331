package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.tail.BrokenChainException;
import org.keyledger.ledger.tail.SteppedTailer;
import org.keyledger.ledger.tail.TailStream;

/** Publishes every event once and in order: fences older producers, then reads the checkpoint, then continues from it. */
final class EventPublisher {

    private final Simulation simulation;
    private final SteppedTailer tailer;

    EventPublisher(Simulation world, SteppedTailer tailer) {
        this.simulation = world;
        this.tailer = tailer;
    }

    void run() {
        SimulationScheduler turns = simulation.scheduler();
        while (true) {
            turns.running().sleep(turns.between(SimulationScheduler.SECOND, 6 * SimulationScheduler.SECOND));
            try {
                publish();
            } catch (TransactionalTopic.PublishFailedException again) {
                turns.happened("publisher fenced or unanswered");
            } catch (ServerConnection.ServerConnectionException again) {
                // fences again in the next turn
            } catch (BrokenChainException broken) {
                return;
            }
        }
    }

    private void publish() {
        TransactionalTopic topic = simulation.topic();
        boolean fencesFirst = simulation.behavior().fencesFirst();
        long before = fencesFirst ? 0 : topic.reached();
        int producer = topic.begin();
        long reached = fencesFirst ? topic.reached() : before;
        try (TailStream<PositionedEvent> stream = tailer.open(new Position(reached + 1))) {
            while (true) {
                List<String> records = new ArrayList<>();
                while (records.size() < 5 && stream.peek().isPresent()) {
                    PositionedEvent event = stream.take();
                    records.add(event.position() + " " + event.event().id());
                    reached = event.position().value();
                }
                if (records.isEmpty()) {
                    simulation.scheduler().running().sleep(500 * SimulationScheduler.MS);
                } else {
                    topic.publish(producer, records, reached);
                }
            }
        }
    }
}
