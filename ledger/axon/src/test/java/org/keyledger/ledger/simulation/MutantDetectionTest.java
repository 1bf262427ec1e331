package org.keyledger.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that the simulation detects errors: it must find each of these incorrect algorithms. */
@DisplayName("Detecting each wrong algorithm")
class MutantDetectionTest {

    private static final int MAX_SEEDS = 2000;

    @ParameterizedTest
    @EnumSource
    void is_detected(Mutant mutant) {
        Optional<SimulationResult> caught = LongStream.rangeClosed(1, MAX_SEEDS)
                .mapToObj(seed -> Simulation.runRandom(seed, mutant.wrong()))
                .filter(story -> !story.findings().isEmpty())
                .findFirst();

        assertThat(caught).as("seeds up to %d detect %s", MAX_SEEDS, mutant).isPresent();
        System.out.println(mutant + " is noticed by seed " + caught.get().seed() + ": "
                + caught.get().findings().get(0));
    }
}
