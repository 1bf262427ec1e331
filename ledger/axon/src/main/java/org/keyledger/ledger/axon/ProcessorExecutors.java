package org.keyledger.ledger.axon;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.config.Configuration;

/** One named thread for a part of a processor, ended with the configuration. */
final class ProcessorExecutors {

    private ProcessorExecutors() {}

    static ScheduledExecutorService singleThread(String name, Configuration configuration) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        configuration.onShutdown(executor::shutdown);
        return executor;
    }
}
