package org.keyledger.ledger.axon;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** One piece of work, done for a while by callers who each wait for their own; five times, after a warm-up. */
final class Rounds {

    private static final int ROUNDS = 5;
    private static final long LENGTH = TimeUnit.SECONDS.toNanos(3);
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final String what;

    /** How often a second, and what CPU each took of the whole process. */
    private record Figure(double rate, double cpuMillis) {}

    interface Work {
        void by(int caller) throws Exception;
    }

    interface WholeWork {
        void run() throws Exception;
    }

    private Rounds(String what) {
        this.what = what;
    }

    static Rounds of(String what) {
        return new Rounds(what);
    }

    void by(int callers, Work work) throws Exception {
        round(callers, work);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            figures.add(round(callers, work));
        }
        say(what + ", " + callers + (callers == 1 ? " caller" : " callers"), figures);
    }

    /** For work that ends by itself. */
    void once(long times, WholeWork work) throws Exception {
        work.run();
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            long cpu = PROCESS.getProcessCpuTime();
            work.run();
            figures.add(figure(times, begun, cpu));
        }
        say(what, figures);
    }

    private static Figure round(int callers, Work work) throws Exception {
        LongAdder done = new LongAdder();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        long begun = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            ends.add(threads.submit(() -> {
                while (System.nanoTime() - begun < LENGTH) {
                    work.by(caller);
                    done.increment();
                }
                return done;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        threads.shutdown();
        return figure(done.sum(), begun, cpu);
    }

    private static Figure figure(long times, long begun, long cpu) {
        double seconds = (System.nanoTime() - begun) / 1e9;
        double millis = (PROCESS.getProcessCpuTime() - cpu) / 1e6;
        return new Figure(times / seconds, millis / times);
    }

    private static void say(String what, List<Figure> figures) {
        double[] rates = figures.stream().mapToDouble(Figure::rate).sorted().toArray();
        double[] cpu = figures.stream().mapToDouble(Figure::cpuMillis).sorted().toArray();
        System.out.println(String.format(
                Locale.ROOT,
                "%-42s %,9.0f/s (%,.0f to %,.0f)   %.3f ms CPU each",
                what,
                rates[ROUNDS / 2],
                rates[0],
                rates[ROUNDS - 1],
                cpu[ROUNDS / 2]));
    }
}
