package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.ledger.Eventually;

/**
 * Sends requests about addresses in random order: some have an account, some have an unverified one, some have none. All
 * responses are equal and take equally long.
 *
 * <p>Response times are compared with the Mann-Whitney U test. One comparison finds a difference where there is none once in
 * a hundred, so the test fails only if three rounds in a row do, each with new accounts: for all 20 comparisons together
 * that is 20 in a million runs. The random order spreads other load of the machine evenly.
 */
@DisplayName("Enumerating accounts by response or response time")
class AccountEnumerationTest {

    /** Requests of a round for all states together; {@code -Dkeyledger.enumeration=6000} sends 2,000 for each. */
    private static final int REQUESTS = Integer.getInteger("keyledger.enumeration", 600);

    /** Requests about one address in a round: below the limits of one account. */
    private static final int PROBES_PER_ADDRESS = 5;

    private static final int ROUNDS = 3;
    private static final double SIGNIFICANCE_LEVEL = 0.01;
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    private final Random random = new Random();
    private final ServiceClient client = SharedService.client();

    @ParameterizedTest
    @EnumSource(EnumerationProbe.class)
    void is_not_possible(EnumerationProbe question) {
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

    @ParameterizedTest
    @EnumSource(EnumerationProbe.class)
    void is_not_possible_by_the_number_of_events(EnumerationProbe question) {
        var people = new EnumerationAccounts(client, "positions-" + question, 1);
        for (var person = 0; person < people.size(); person++) {
            var asking = askingClient(question, people, 1 + person);
            for (var time = 0; time < 2; time++) {
                var probe = time;
                var email = email(question, people, person, time);
                assertThat(eventsOf(() -> question.send(asking, email, probe), people))
                        .as("%s about an address of state %s", question, people.state(person))
                        .isEqualTo(question.events());
            }
        }
    }

    /** How many events a request appends, counted between two other writes; some come after the response. */
    private long eventsOf(Supplier<ServiceClient.Response> request, EnumerationAccounts people) {
        var before = write(people);
        assertThat(request.get().status()).isLessThan(500);
        var own = new AtomicInteger();
        Eventually.awaitTrue(
                () -> write(people) - before > own.incrementAndGet(),
                Duration.ofSeconds(10),
                () -> "the request appended no event");
        return write(people) - before - own.get() - 1;
    }

    /** Appends one event, by one of ten accounts in turn, and returns its position. */
    private long write(EnumerationAccounts people) {
        var observer = client.bearer(people.token(10 + CLIENTS.getAndIncrement() % 10));
        var renamed = observer.patch("/auth/me", "{\"name\":\"%s\"}".formatted(UUID.randomUUID()))
                .expect(200);
        return Long.parseLong(renamed.headers().firstValue("Ledger-Position").orElseThrow());
    }

    /** A request that is refused before its password is hashed shows that the test detects such a difference. */
    @Test
    void is_possible_where_hashing_is_skipped() {
        var samples = new ResponseSamples();
        for (var i = 0; i < 200; i++) {
            var time = i;
            var state = random.nextBoolean() ? AccountState.NONE : AccountState.UNVERIFIED;
            var email = state == AccountState.NONE ? "nobody" + i + "@example.com" : "no address";
            samples.add(state, () -> EnumerationProbe.LOG_IN.send(newClient(), email, time));
        }

        assertThat(samples.pValue(AccountState.UNVERIFIED)).isLessThan(SIGNIFICANCE_LEVEL);
    }

    private static String email(EnumerationProbe question, EnumerationAccounts people, int person, int time) {
        return question.createsAccount() ? people.unusedEmail(person, time) : people.email(person);
    }

    private ResponseSamples ask(EnumerationProbe question, int round) {
        var people = new EnumerationAccounts(
                client, question + "-" + round, requests(question) / PROBES_PER_ADDRESS / AccountState.values().length);
        var turns = new ArrayList<Integer>();
        IntStream.range(0, people.size() * PROBES_PER_ADDRESS).forEach(turns::add);
        Collections.shuffle(turns, random);
        var samples = new ResponseSamples();
        for (var turn : turns) {
            var person = turn % people.size();
            var time = turn / people.size();
            var email = email(question, people, person, time);
            samples.add(people.state(person), () -> question.send(askingClient(question, people, turn), email, time));
        }
        return samples;
    }

    /** Fewer where each takes 50 ms and more. */
    private static int requests(EnumerationProbe question) {
        return question.createsAccount() ? REQUESTS / 4 : REQUESTS;
    }

    private ServiceClient askingClient(EnumerationProbe question, EnumerationAccounts people, int turn) {
        return question == EnumerationProbe.CHANGE_EMAIL ? newClient().bearer(people.token(turn)) : newClient();
    }

    /** A client with an unused address, because responses contain the remaining quota of an address. */
    private ServiceClient newClient() {
        var number = CLIENTS.getAndIncrement();
        return client.from("100.%d.%d.%d".formatted(64 + (number >> 16), number >> 8 & 255, number & 255));
    }
}
