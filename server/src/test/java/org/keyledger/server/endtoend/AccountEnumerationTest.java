package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An attacker sends requests about addresses in random order: some have an account, some have an unverified one, some
 * have none. All responses are the same and take the same time.
 *
 * <p>Times are compared with the Mann-Whitney U test. One comparison has a false positive rate of 1 %, so the test
 * fails only if three rounds in a row fail, each with new accounts and times: together the six comparisons fail by
 * chance in six of a million runs. The order is random, so other load on the machine affects all addresses equally.
 */
@DisplayName("Enumerating accounts by response or response time")
class AccountEnumerationTest {

    /**
     * Requests per round for all account states together; {@code -Dkeyledger.enumeration=6000} sends 2,000 for each.
     */
    private static final int REQUESTS = Integer.getInteger("keyledger.enumeration", 600);

    /** Requests per address and round: below the limits of one account. */
    private static final int PROBES_PER_ADDRESS = 5;

    private static final int ROUNDS = 3;
    private static final double SIGNIFICANCE_LEVEL = 0.01;
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final Random random = new Random();
    private final ServiceClient client = SharedService.client();

    @ParameterizedTest
    @EnumSource(EnumerationProbe.class)
    void by_response_or_response_time_is_not_possible(EnumerationProbe question) {
        List<AccountState> suspected = List.of(AccountState.VERIFIED, AccountState.UNVERIFIED);
        for (var round = 0; round < ROUNDS && !suspected.isEmpty(); round++) {
            var samples = ask(question, round);
            for (var state : AccountState.values()) {
                assertThat(samples.responsesFor(state)).isEqualTo(samples.responsesFor(AccountState.NONE));
            }
            suspected = suspected.stream()
                    .filter(it -> samples.pValue(it) <= SIGNIFICANCE_LEVEL)
                    .toList();
        }

        assertThat(suspected).isEmpty();
    }

    /** Requests that are refused before their password is hashed show that the test detects such a difference. */
    @Test
    void by_an_omitted_hash_would_be_detected() {
        var samples = new ResponseSamples();
        for (var i = 0; i < 200; i++) {
            var time = i;
            var state = random.nextBoolean() ? AccountState.NONE : AccountState.UNVERIFIED;
            var email = state == AccountState.NONE ? "nobody" + i + "@example.com" : "no address";
            samples.add(state, () -> EnumerationProbe.LOG_IN.send(newClient(), email, time));
        }

        assertThat(samples.pValue(AccountState.UNVERIFIED)).isLessThan(SIGNIFICANCE_LEVEL);
    }

    private ResponseSamples ask(EnumerationProbe question, int round) {
        var people = new EnumerationAccounts(
                client, question + "-" + round, REQUESTS / PROBES_PER_ADDRESS / AccountState.values().length);
        var turns = new ArrayList<Integer>();
        IntStream.range(0, people.size() * PROBES_PER_ADDRESS).forEach(turns::add);
        Collections.shuffle(turns, random);
        var samples = new ResponseSamples();
        for (var turn : turns) {
            var person = turn % people.size();
            samples.add(
                    people.state(person),
                    () -> question.send(
                            askingClient(question, people, turn), people.email(person), turn / people.size()));
        }
        return samples;
    }

    private ServiceClient askingClient(EnumerationProbe question, EnumerationAccounts people, int turn) {
        return question == EnumerationProbe.CHANGE_EMAIL ? newClient().bearer(people.token(turn)) : newClient();
    }

    /** A client address without earlier requests, because responses contain the remaining limit. */
    private ServiceClient newClient() {
        var number = CLIENTS.getAndIncrement();
        return client.from("100.%d.%d.%d".formatted(64 + (number >> 16), number >> 8 & 255, number & 255));
    }
}
