package org.keyledger.server.wiring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.keyledger.server.broker.EmbeddedBroker;
import org.springframework.context.SmartLifecycle;

/** The broker in this JVM, if there is one: started beside all else, since nothing waits for it, and stopped last. */
public final class BrokerLifecycle implements SmartLifecycle {

    private final CompletableFuture<Optional<EmbeddedBroker>> broker;
    private volatile boolean running = true;

    private BrokerLifecycle(CompletableFuture<Optional<EmbeddedBroker>> broker) {
        this.broker = broker;
    }

    static BrokerLifecycle external() {
        return new BrokerLifecycle(CompletableFuture.completedFuture(Optional.empty()));
    }

    static BrokerLifecycle embedded(Supplier<EmbeddedBroker> start) {
        return new BrokerLifecycle(CompletableFuture.supplyAsync(() -> Optional.of(start.get()), task -> {
            var thread = new Thread(task, "broker");
            thread.setDaemon(true);
            thread.start();
        }));
    }

    /** Returns when it runs, or throws why it does not. */
    public void awaitStarted() {
        try {
            broker.get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        // it began when it was made
    }

    @Override
    public void stop() {
        running = false;
        broker.thenAccept(started -> started.ifPresent(EmbeddedBroker::close))
                .exceptionally(neverRan -> null)
                .join();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** First to start, last to stop. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
