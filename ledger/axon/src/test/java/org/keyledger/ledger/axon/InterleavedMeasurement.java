package org.keyledger.ledger.axon;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * Measures several kinds of work in short turns, so that other load of the machine affects all of them. Each caller waits
 * for its own work. The first round is a warm-up.
 */
final class InterleavedMeasurement {

    private static final int COUNTED_ROUNDS = 7;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final List<Workload> workloads = new ArrayList<>();

    /** Executions per second, and CPU time of the process per execution. */
    private record RoundResult(double rate, double cpuMillis) {}

    private record Workload(String name, int callers, Operation work, List<RoundResult> figures) {

        double middle(ToDoubleFunction<RoundResult> part) {
            return figures.stream().mapToDouble(part).sorted().toArray()[figures.size() / 2];
        }

        /** The ratio of this rate to the other, which was measured in the same minute. */
        double ratio(Workload other) {
            double[] ratios = new double[figures.size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = figures.get(i).rate() / other.figures.get(i).rate();
            }
            Arrays.sort(ratios);
            return ratios[ratios.length / 2];
        }
    }

    /** Returns how many times it was done. */
    interface Operation {
        long by(int caller) throws Exception;
    }

    void add(String name, int callers, Operation work) {
        workloads.add(new Workload(name, callers, work, new ArrayList<>()));
    }

    void run() throws Exception {
        for (Workload kind : workloads) {
            round(kind);
        }
        for (int i = 0; i < COUNTED_ROUNDS; i++) {
            for (Workload kind : workloads) {
                kind.figures().add(round(kind));
            }
        }
        workloads.forEach(kind -> System.out.println(String.format(
                Locale.ROOT,
                "%-38s %2d  %,9.0f/s %6.2f x the first  %.3f ms CPU",
                kind.name(),
                kind.callers(),
                kind.middle(RoundResult::rate),
                kind.ratio(workloads.get(0)),
                kind.middle(RoundResult::cpuMillis))));
    }

    private static RoundResult round(Workload kind) throws Exception {
        LongAdder done = new LongAdder();
        ExecutorService threads = Executors.newFixedThreadPool(kind.callers());
        long begun = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < kind.callers(); i++) {
            int caller = i;
            ends.add(threads.submit(() -> {
                while (System.nanoTime() - begun < ROUND_NANOS) {
                    done.add(kind.work().by(caller));
                }
                return done;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        threads.shutdown();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double millis = (PROCESS.getProcessCpuTime() - cpu) / 1e6;
        return new RoundResult(done.sum() / seconds, millis / done.sum());
    }
}
