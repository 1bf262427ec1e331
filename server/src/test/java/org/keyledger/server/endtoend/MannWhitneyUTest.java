package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Comparing two samples with the Mann-Whitney U test")
class MannWhitneyUTest {

    private final Random random = new Random(11);

    @Test
    void matches_a_manual_calculation() {
        // U is 136 where 200 is expected, so z = 64 / sqrt(20 * 20 * 41 / 12) = 1.7312
        var some = IntStream.rangeClosed(1, 20).mapToObj(Double::valueOf).toList();
        var others = some.stream().map(value -> value + 3.5).toList();

        assertThat(MannWhitneyU.pValue(some, others)).isEqualTo(0.0834, within(0.0001));
        assertThat(MannWhitneyU.pValue(others, some)).isEqualTo(MannWhitneyU.pValue(some, others), within(1e-9));
    }

    @Test
    void finds_no_difference_between_equal_values() {
        assertThat(MannWhitneyU.pValue(List.of(2.0, 2.0, 2.0), List.of(2.0, 2.0)))
                .isEqualTo(1);
    }

    @Test
    void rejects_one_percent_of_samples_of_the_same_distribution() {
        var rejected = IntStream.range(0, 2_000)
                .filter(i -> MannWhitneyU.pValue(times(60, 0), times(60, 0)) <= 0.01)
                .count();

        assertThat(rejected).isBetween(5L, 40L);
    }

    @Test
    void detects_a_shift_of_half_a_deviation_in_three_hundred_values() {
        assertThat(MannWhitneyU.pValue(times(300, 0), times(300, 0.5))).isLessThan(0.001);
    }

    private List<Double> times(int count, double shift) {
        return IntStream.range(0, count)
                .mapToObj(i -> shift + random.nextGaussian())
                .toList();
    }
}
