package org.keyledger.server.broker;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.server.metrics.KafkaYammerMetrics;
import org.apache.kafka.server.util.ShutdownableThread;

/**
 * Stops threads of Kafka that no property turns off and that wake for nothing here: timers of remote storage, share groups
 * and client metrics, which this broker does not offer, and of operations that a single replica completes immediately.
 */
final class UnusedBrokerThreads {

    /** Each wakes five times a second. */
    static final Set<String> NAMES = Set.of(
            "ExpirationReaper-" + BrokerProperties.NODE_ID + "-AlterAcls",
            "ExpirationReaper-" + BrokerProperties.NODE_ID + "-DeleteRecords",
            "ExpirationReaper-" + BrokerProperties.NODE_ID + "-RemoteFetch",
            "ExpirationReaper-" + BrokerProperties.NODE_ID + "-RemoteListOffsets",
            "ExpirationReaper-" + BrokerProperties.NODE_ID + "-ShareFetch",
            "share-group-lock-timeout-reaper",
            "share-coordinator-reaper",
            "persister-state-manager-reaper",
            "network-partition-metadata-client-reaper",
            "client-metrics-reaper");

    private UnusedBrokerThreads() {}

    /**
     * Stops them after the start of the broker; does not wait for their end.
     *
     * @return the names of those that ran
     */
    static Set<String> stop() {
        var threads = new Thread[2 * Thread.activeCount()];
        var count = Thread.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .filter(thread -> thread instanceof ShutdownableThread && NAMES.contains(thread.getName()))
                .map(ShutdownableThread.class::cast)
                .peek(ShutdownableThread::initiateShutdown)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    /**
     * Stops the computation of rates, which has one task a meter. Kafka starts it again with the next new meter, for
     * example that of a new topic.
     */
    static void stopMeters() {
        KafkaYammerMetrics.defaultRegistry().shutdown();
    }
}
