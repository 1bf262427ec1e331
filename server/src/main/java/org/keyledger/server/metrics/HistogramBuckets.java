package org.keyledger.server.metrics;

import java.time.Duration;
import java.util.stream.IntStream;

/** Bucket boundaries of latency histograms. */
final class HistogramBuckets {

    static final Duration[] LATENCY = IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private HistogramBuckets() {}
}
