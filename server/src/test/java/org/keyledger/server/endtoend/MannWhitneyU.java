package org.keyledger.server.endtoend;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Mann-Whitney U test: whether two samples come from the same distribution. Makes no assumption about it and is robust
 * to outliers.
 */
final class MannWhitneyU {

    private MannWhitneyU() {}

    /**
     * The two-sided p-value by the normal approximation; for samples of 20 values or more, its relative error is a few
     * percent.
     */
    static double pValue(List<Double> some, List<Double> others) {
        var all = Stream.concat(
                        some.stream().map(value -> new Sample(value, true)),
                        others.stream().map(value -> new Sample(value, false)))
                .sorted(Comparator.comparingDouble(Sample::value))
                .toList();
        var ranks = 0.0;
        var ties = 0.0;
        for (var from = 0; from < all.size(); ) {
            var to = from;
            var ours = 0;
            while (to < all.size() && all.get(to).value() == all.get(from).value()) {
                ours += all.get(to).ours() ? 1 : 0;
                to++;
            }
            double tied = to - from;
            ranks += ours * (from + 1 + to) / 2.0;
            ties += tied * tied * tied - tied;
            from = to;
        }
        return pValue(ranks, ties, some.size(), others.size());
    }

    private record Sample(double value, boolean ours) {}

    private static double pValue(double ranks, double ties, double n, double m) {
        var all = n + m;
        var u = ranks - n * (n + 1) / 2;
        var variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
        if (variance == 0) {
            return 1; // all values are equal
        }
        return 2 * tail(Math.abs(u - n * m / 2) / Math.sqrt(variance));
    }

    /** The upper tail probability of the normal distribution for z of 0 or more (Abramowitz and Stegun, 26.2.17). */
    private static double tail(double z) {
        var t = 1 / (1 + 0.2316419 * z);
        var series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    }
}
