package org.keyledger.ledger.axon;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;

/** Builds processors with one segment and two threads. An event that fails is retried, none is skipped. */
final class SingleSegmentProcessor {

    private SingleSegmentProcessor() {}

    static PooledStreamingEventProcessor.Builder builder(
            String name, Configuration configuration, EventHandlerInvoker handlers, TokenStore tokens) {
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(handlers)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageMonitor(configuration.messageMonitor(PooledStreamingEventProcessor.class, name))
                .messageSource(configuration.eventStore())
                .tokenStore(tokens)
                .initialSegmentCount(1)
                .tokenClaimInterval(1000)
                .coordinatorExecutor(singleThread(name + "-coordinator", configuration))
                .workerExecutor(singleThread(name, configuration));
    }

    /** A named daemon thread that ends with the configuration. */
    private static ScheduledExecutorService singleThread(String name, Configuration configuration) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        configuration.onShutdown(executor::shutdown);
        return executor;
    }
}
