package org.keyledger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects the CPU cost of each kind of request without password hashing: medians over the rounds, in milliseconds. */
final class RequestCosts {

    private static final ToDoubleFunction<Round> TOTAL = round -> round.perRequest(CpuTime::withoutHashing);

    private final ServiceProcess service;
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    private record Round(int requests, double seconds, CpuTime spent) {

        double perRequest(ToDoubleFunction<CpuTime> part) {
            return part.applyAsDouble(spent) / requests;
        }

        double rate() {
            return requests / seconds;
        }
    }

    interface Task {
        void run() throws IOException, InterruptedException;
    }

    RequestCosts(ServiceProcess service) {
        this.service = service;
    }

    void measure(String what, int requests, Task work) throws IOException, InterruptedException {
        CpuTime before = service.cpuTime();
        long begun = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Round round = new Round(requests, seconds, service.cpuTime().since(before));
        rounds.computeIfAbsent(what, it -> new ArrayList<>()).add(round);
    }

    /** The median cost of a request without hashing and without the JVM's compilers, in milliseconds of CPU. */
    double medianWithoutCompiler(String what) {
        return median(
                rounds.getOrDefault(what, List.of()),
                round -> round.perRequest(spent -> spent.withoutHashing() - spent.of(ThreadGroupKind.COMPILER)));
    }

    /** Prints the costs, each kind compared with the first. */
    void print() {
        System.out.printf("%-26s %-24s %-8s", "ms CPU per request", "without hash", "x first");
        for (ThreadGroupKind part : ThreadGroupKind.values()) {
            System.out.printf(" %-9s", part.name().toLowerCase(Locale.ROOT));
        }
        System.out.printf(" %-9s %s%n", "rest", "1/s");
        List<Round> first = rounds.values().iterator().next();
        rounds.forEach((what, all) -> print(what, all, median(first, TOTAL)));
    }

    private static void print(String what, List<Round> all, double first) {
        System.out.printf("%-26s %-24s %-8s", what, spread(all), format("%.2f", median(all, TOTAL) / first));
        for (ThreadGroupKind part : ThreadGroupKind.values()) {
            System.out.printf(" %-9s", part(all, part));
        }
        System.out.printf(
                " %-9s %s%n",
                format("%.4f", median(all, it -> it.perRequest(CpuTime::rest))),
                format("%,.0f", median(all, Round::rate)));
    }

    private static String part(List<Round> all, ThreadGroupKind part) {
        return format("%.4f", median(all, it -> it.perRequest(spent -> spent.of(part))));
    }

    private static String spread(List<Round> all) {
        double[] sorted = all.stream().mapToDouble(TOTAL).sorted().toArray();
        return format("%.4f (%.4f-%.4f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static String format(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }

    private static double median(List<Round> all, ToDoubleFunction<Round> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
    }
}
