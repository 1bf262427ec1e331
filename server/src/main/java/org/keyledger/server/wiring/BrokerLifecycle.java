package org.keyledger.server.wiring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.keyledger.server.broker.EmbeddedBroker;
import org.springframework.context.SmartLifecycle;

/** Lifecycle of the broker in this process, if there is one: started in the background and stopped last. */
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

    /** @throws CompletionException if the broker did not start; the cause is its {@code BrokerStartException} */
    public void awaitStarted() {
        try {
            broker.get();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the broker in this process is doing; empty if there is none. */
    public Optional<Status> status() {
        if (broker.isCompletedExceptionally()) {
            return Optional.of(Status.FAILED);
        }
        if (!broker.isDone()) {
            return Optional.of(Status.STARTING);
        }
        return broker.join().map(it -> it.failure().isPresent() ? Status.FAILED : Status.RUNNING);
    }

    /** Status of the broker in this process. */
    public enum Status {
        STARTING,
        RUNNING,
        /** It did not start, or stopped by itself; events are published after the next start of the process. */
        FAILED
    }

    @Override
    public void start() {
        // started by the constructor
    }

    @Override
    public void stop() {
        running = false;
        broker.thenAccept(started -> started.ifPresent(EmbeddedBroker::close))
                .exceptionally(startFailure -> null)
                .join();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts first and stops last. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
