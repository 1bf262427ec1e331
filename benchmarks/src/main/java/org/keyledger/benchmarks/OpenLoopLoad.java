package org.keyledger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Open-loop load: sends a fixed number of requests per second, regardless of how fast they are answered, while
 * connections are free.
 */
final class OpenLoopLoad {

    private final int port;
    private final int connections;
    private final double perSecond;
    private final LongFunction<PlannedRequest> requests;

    /**
     * @param kind a number by which the caller distinguishes requests
     * @param request the request in wire format
     */
    record PlannedRequest(int kind, byte[] request) {}

    /** @param nanos from the first byte sent to the last byte received */
    record TimedResponse(int kind, int status, long nanos) {}

    /** @param requests creates the request with a number, from 0 */
    OpenLoopLoad(int port, int connections, double perSecond, LongFunction<PlannedRequest> requests) {
        this.port = port;
        this.connections = connections;
        this.perSecond = perSecond;
        this.requests = requests;
    }

    /** Starts the load; the future completes when it has ended. */
    Future<List<TimedResponse>> run(double seconds) {
        ExecutorService threads = Executors.newFixedThreadPool(connections + 1);
        AtomicLong number = new AtomicLong();
        long begun = System.nanoTime();
        List<Future<List<TimedResponse>>> parts = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            parts.add(threads.submit(() -> send(number, begun, (long) (seconds * perSecond))));
        }
        Future<List<TimedResponse>> all = threads.submit(() -> join(parts));
        threads.shutdown();
        return all;
    }

    private static List<TimedResponse> join(List<Future<List<TimedResponse>>> parts)
            throws InterruptedException, ExecutionException {
        List<TimedResponse> all = new ArrayList<>();
        for (Future<List<TimedResponse>> part : parts) {
            all.addAll(part.get());
        }
        return all;
    }

    private List<TimedResponse> send(AtomicLong number, long begun, long last) throws IOException {
        List<TimedResponse> answered = new ArrayList<>();
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (long n = number.getAndIncrement(); n < last; n = number.getAndIncrement()) {
                PlannedRequest sent = requests.apply(n);
                awaitNanos(begun + (long) (n * 1e9 / perSecond));
                long start = System.nanoTime();
                int status = connection.send(sent.request()).status();
                answered.add(new TimedResponse(sent.kind(), status, System.nanoTime() - start));
            }
        }
        return answered;
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * @param share the quantile, 0.5 for the median
     * @return NaN if there are no responses
     */
    static double millis(List<TimedResponse> answered, double share) {
        long[] sorted =
                answered.stream().mapToLong(TimedResponse::nanos).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
