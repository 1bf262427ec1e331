package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.keyledger.ledger.axon.SteppedProjection;
import org.keyledger.ledger.tail.BrokenChainException;
import org.keyledger.ledger.tail.SteppedTailer;
import org.keyledger.ledger.tail.TailStream;

/**
 * Projects the positions of the events of each aggregate, with the real tokens and transactions. Runs on every node; all
 * but one wait for the claim, or are zombies.
 */
final class PositionListProjection {

    private static final String NAME = "projections";
    private static final String VIEW = "view";
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(4);

    private final Simulation simulation;
    private final SteppedProjection group;
    private final SteppedTailer tailer;

    PositionListProjection(Simulation world, SimulatedViews views, String node, Clock clock, SteppedTailer tailer) {
        this.simulation = world;
        this.group = new SteppedProjection(
                NAME, views, new org.keyledger.ledger.axon.ClaimOwner(node, clock, CLAIM_TIMEOUT));
        this.tailer = tailer;
    }

    /** The positions of an aggregate after one more event. */
    static String after(Optional<String> before, PositionedEvent event) {
        return before.orElse("") + event.position() + " ";
    }

    void run() {
        SimulationScheduler turns = simulation.scheduler();
        while (true) {
            turns.running().sleep(turns.between(SimulationScheduler.SECOND, 3 * SimulationScheduler.SECOND));
            try (TailStream<PositionedEvent> stream = tailer.open(group.claim())) {
                follow(stream);
            } catch (ConcurrentProjectionException zombie) {
                turns.happened("zombie's batch refused");
            } catch (UnableToClaimTokenException | ServerConnection.ServerConnectionException again) {
                // another node has the claim, or this one starts again from the stored checkpoint
            } catch (BrokenChainException broken) {
                return;
            }
        }
    }

    private void follow(TailStream<PositionedEvent> stream) {
        SimulationScheduler turns = simulation.scheduler();
        long renewed = turns.now();
        while (true) {
            if (stream.peek().isPresent()) {
                group.handle(batch(stream), this::project);
                renewed = turns.now();
            } else if (turns.now() - renewed > CLAIM_TIMEOUT.toNanos() / 2) {
                group.renew();
                renewed = turns.now();
            } else {
                turns.running().sleep(turns.between(200 * SimulationScheduler.MS, SimulationScheduler.SECOND));
            }
        }
    }

    private List<PositionedEvent> batch(TailStream<PositionedEvent> stream) {
        List<PositionedEvent> events = new ArrayList<>();
        while (events.size() < (simulation.scripted() ? 2 : 6) && stream.peek().isPresent()) {
            events.add(stream.take());
        }
        return events;
    }

    private void project(Views.Batch batch, PositionedEvent event) {
        String aggregate = event.event().aggregateId();
        Optional<String> before = batch.find(VIEW, aggregate).map(PositionListProjection::text);
        byte[] body = after(before, event).getBytes(UTF_8);
        batch.put(VIEW, new Views.Document(aggregate, event.position(), body, Map.of(), Map.of()));
        simulation.breakpoints().reach("projected " + event.position());
    }

    static String text(Views.Document document) {
        return new String(document.body(), UTF_8);
    }
}
