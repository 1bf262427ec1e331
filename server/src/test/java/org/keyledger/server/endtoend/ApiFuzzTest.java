package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Dkeyledger.fuzz=20000} sends more, {@code -Dkeyledger.fuzz.seed=…} others. */
@DisplayName("Fuzzing every operation of the API")
class ApiFuzzTest {

    private static final int REQUESTS = Integer.getInteger("keyledger.fuzz", 1_500);
    private static final long SEED = Long.getLong("keyledger.fuzz.seed", 20260321L);

    @Test
    void finds_no_undocumented_response_and_no_refusal_that_writes() {
        var program = SharedService.service();
        var client =
                ValidatingClient.at("http://localhost:" + program.settings().get("SERVER_PORT"));

        var statuses = new Fuzzer(client, new LedgerHeadReader(program), SEED).run(REQUESTS);

        System.out.println("fuzzed with seed " + SEED + ": " + statuses);
        assertThat(statuses.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(REQUESTS);
        assertThat(statuses)
                .containsKeys(200, 201, 400, 401, 403, 404, 405, 413, 415)
                .doesNotContainKey(500);
    }
}
