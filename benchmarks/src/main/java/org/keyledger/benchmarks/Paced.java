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

/** Sends so many requests a second however slowly they are answered, as long as connections are free. */
final class Paced {

    private final int port;
    private final int connections;
    private final double perSecond;
    private final LongFunction<Sent> requests;

    /**
     * @param kind whatever the caller tells requests apart by
     * @param request as it goes over the wire
     */
    record Sent(int kind, byte[] request) {}

    /** @param nanos from the first byte sent to the last one read */
    record Answered(int kind, int status, long nanos) {}

    /** @param requests the one of each number */
    Paced(int port, int connections, double perSecond, LongFunction<Sent> requests) {
        this.port = port;
        this.connections = connections;
        this.perSecond = perSecond;
        this.requests = requests;
    }

    /** Begins, and has ended when the future is asked. */
    Future<List<Answered>> run(double seconds) {
        ExecutorService threads = Executors.newFixedThreadPool(connections + 1);
        AtomicLong number = new AtomicLong();
        long begun = System.nanoTime();
        List<Future<List<Answered>>> parts = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            parts.add(threads.submit(() -> send(number, begun, (long) (seconds * perSecond))));
        }
        Future<List<Answered>> all = threads.submit(() -> joined(parts));
        threads.shutdown();
        return all;
    }

    private static List<Answered> joined(List<Future<List<Answered>>> parts)
            throws InterruptedException, ExecutionException {
        List<Answered> all = new ArrayList<>();
        for (Future<List<Answered>> part : parts) {
            all.addAll(part.get());
        }
        return all;
    }

    private List<Answered> send(AtomicLong number, long begun, long last) throws IOException {
        List<Answered> answered = new ArrayList<>();
        try (Connection connection = Connection.open(port)) {
            for (long n = number.getAndIncrement(); n < last; n = number.getAndIncrement()) {
                Sent sent = requests.apply(n);
                awaitNanos(begun + (long) (n * 1e9 / perSecond));
                long start = System.nanoTime();
                int status = connection.send(sent.request()).status();
                answered.add(new Answered(sent.kind(), status, System.nanoTime() - start));
            }
        }
        return answered;
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** @param share 0.5 for the median; NaN of none */
    static double millis(List<Answered> answered, double share) {
        long[] sorted = answered.stream().mapToLong(Answered::nanos).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)] / 1e6;
    }
}
