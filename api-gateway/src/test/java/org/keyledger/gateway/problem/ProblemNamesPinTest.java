package org.keyledger.gateway.problem;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Pins;

@DisplayName("Problem types")
class ProblemNamesPinTest {

    @Test
    @DisplayName("have the approved slugs and statuses")
    void have_the_approved_slugs_and_statuses() {
        // given
        var problems = Arrays.stream(Problem.values());

        // when
        var lines = problems.map(problem -> problem.slug() + " " + problem.status()
                        + (problem.retryAfterSeconds() == 0 ? "" : " Retry-After " + problem.retryAfterSeconds()))
                .sorted()
                .toList();

        // then
        Pins.check("problems", "Slug and status of every problem type.", lines);
    }
}
