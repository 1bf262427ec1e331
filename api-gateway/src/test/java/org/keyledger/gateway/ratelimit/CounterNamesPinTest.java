package org.keyledger.gateway.ratelimit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FixedKeys;
import org.keyledger.gateway.ratelimit.LoginAttempts.LoginAttempt;
import org.keyledger.ledger.Pins;

@DisplayName("Counters of rate limits")
class CounterNamesPinTest {

    @Test
    @DisplayName("have the approved policies, cells and contents")
    void have_the_approved_policies_cells_and_contents() {
        // given
        var counterKeys = new CounterKeys(new FixedKeys());

        // when
        var lines = new ArrayList<String>();
        Arrays.stream(Limit.values()).map(Limit::policy).sorted().forEach(policy -> lines.add("policy " + policy));
        lines.add("cell of policy 'log-in' and subject '192.0.2.7' " + counterKeys.keyOf("log-in", "192.0.2.7"));
        var attempts = new LoginAttempts(List.of(
                new LoginAttempt("0a1b2c3d", 1_789_000_000_000L, false),
                new LoginAttempt("4e5f6071", 1_789_000_000_001L, true)));
        new String(attempts.bytes(), US_ASCII).lines().forEach(line -> lines.add("guess " + line));

        // then
        Pins.check("counters", "Policies of limits, the name of a counter's cell, the guesses at an account.", lines);
    }
}
