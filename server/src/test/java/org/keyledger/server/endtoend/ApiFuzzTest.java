package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Eventually;

/** {@code -Dkeyledger.fuzz=20000} sends more requests, {@code -Dkeyledger.fuzz.seed=…} other ones. */
@DisplayName("Fuzzing every operation of the API")
class ApiFuzzTest {

    private static final int REQUESTS = Integer.getInteger("keyledger.fuzz", 1_500);
    private static final Pattern COUNT =
            Pattern.compile("^keyledger_requests_seconds_count(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);
    private static final long SEED = Long.getLong("keyledger.fuzz.seed", 20260321L);

    @Test
    void finds_no_undocumented_response_and_no_refusal_that_writes() {
        var program = SharedService.service();
        var client =
                ValidatingClient.at("http://localhost:" + program.settings().get("SERVER_PORT"));

        var before = countedRequests(program);
        var statuses = new Fuzzer(client, new LedgerHeadReader(program), SEED).run(REQUESTS);

        System.out.println("fuzzed with seed " + SEED + ": " + statuses);
        Eventually.awaitTrue(() -> countedRequests(program) - before >= REQUESTS, () -> countedRequests(program));
        assertThat(statuses)
                .containsKeys(200, 201, 400, 401, 403, 404, 405, 413, 415)
                .doesNotContainKey(500);
    }

    /** Requests that the service has counted, with those that the fuzzer sends between its random ones. */
    private static long countedRequests(ServiceProcess program) {
        var metrics = program.client().management().get("/metrics").expect(200).text();
        return COUNT.matcher(metrics)
                .results()
                .mapToLong(sample -> (long) Double.parseDouble(sample.group(1)))
                .sum();
    }
}
