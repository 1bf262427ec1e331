package org.keyledger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What each kind of request cost the service: medians over the rounds, in milliseconds of CPU. */
final class Costs {

    private final Service service;
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    private record Round(int requests, double seconds, Spent spent) {

        double each(ToDoubleFunction<Spent> part) {
            return part.applyAsDouble(spent) / requests;
        }

        double rate() {
            return requests / seconds;
        }
    }

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    Costs(Service service) {
        this.service = service;
    }

    void note(String what, int requests, Work work) throws IOException, InterruptedException {
        Spent before = service.spent();
        long begun = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Round round = new Round(requests, seconds, service.spent().since(before));
        rounds.computeIfAbsent(what, it -> new ArrayList<>()).add(round);
    }

    void say() {
        String row = "%-26s %-24s %-8s %-8s %-8s %-8s %s%n";
        System.out.printf(
                Locale.ROOT, row, "ms CPU a request", "whole process", "HTTP", "compiler", "GC, VM", "rest", "1/s");
        rounds.forEach((what, all) -> System.out.printf(
                Locale.ROOT,
                row,
                what,
                spread(all.stream()
                        .mapToDouble(it -> it.each(Spent::total))
                        .sorted()
                        .toArray()),
                median(all, it -> it.each(Spent::http)),
                median(all, it -> it.each(Spent::compiler)),
                median(all, it -> it.each(Spent::machine)),
                median(all, it -> it.each(Spent::rest)),
                String.format(Locale.ROOT, "%,.0f", middle(all, Round::rate))));
    }

    private static String spread(double[] sorted) {
        return String.format(
                Locale.ROOT, "%.4f (%.4f-%.4f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    private static String median(List<Round> all, ToDoubleFunction<Round> figure) {
        return String.format(Locale.ROOT, "%.4f", middle(all, figure));
    }

    private static double middle(List<Round> all, ToDoubleFunction<Round> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
    }
}
