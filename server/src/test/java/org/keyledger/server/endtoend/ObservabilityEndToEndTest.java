package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.Eventually;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Reading metrics and logs of the service")
class ObservabilityEndToEndTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServiceClient client = SharedService.client();

    @Test
    void what_was_done_is_counted_by_route_and_status() {
        // given the id of a session that does not exist
        var session = "01890000-0000-7000-8000-000000000000";
        var before = number("keyledger_requests_seconds_count", "status=\"401\"");

        // when
        client.get("/customer/keys/" + session).expect(401);

        // then
        Eventually.awaitTrue(
                () -> number("keyledger_requests_seconds_count", "status=\"401\"") > before, this::metrics);
        assertThat(metrics()).doesNotContain(session);
    }

    @Test
    @Timeout(60)
    void a_request_with_a_delayed_body_is_timed_once() throws IOException {
        // given
        var route = "route=\"/auth/refresh\"";
        var before = number("keyledger_requests_seconds_count", route);

        // when
        try (var late =
                new DelayedBodyRequest(SharedService.service(), "/auth/refresh", "{\"refresh_token\":\"made up\"}")) {
            assertThat(late.finish()).isEqualTo(401);
        }

        // then
        Eventually.awaitTrue(() -> number("keyledger_requests_seconds_count", route) != before, this::metrics);
        assertThat(number("keyledger_requests_seconds_count", route)).isEqualTo(before + 1);
    }

    @Test
    void the_ledger_reports_append_times_and_lags() {
        // given
        var before = number("keyledger_append_seconds_count", "outcome=\"stored\"");
        var events = number("keyledger_ledger_events", "");

        // when
        client.signUp("watched@example.com").expect(201);

        // then
        assertThat(number("keyledger_append_seconds_count", "outcome=\"stored\""))
                .isGreaterThan(before);
        assertThat(number("keyledger_ledger_events", "")).isGreaterThan(events);
        assertThat(metrics())
                .contains("keyledger_lag_events{who=\"tail\"}")
                .contains("keyledger_lag_events{who=\"projections\"}")
                .contains("keyledger_lag_events{who=\"publisher\"}")
                .contains("keyledger_lag_events{who=\"mailer\"}")
                .contains("keyledger_parked_events{consumer=\"audit\"}")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("watched");
    }

    @Test
    @Timeout(60)
    void an_idle_consumer_has_no_lag() {
        // given an account that was sent a mail
        client.signUp("idle@example.com").expect(201);

        // when its owner does something that sends no mail
        client.logIn("idle@example.com").expect(200);

        // then
        Eventually.awaitTrue(
                () -> number("keyledger_lag_events", "who=\"mailer\"") == 0
                        && number("keyledger_lag_events", "who=\"audit\"") == 0,
                this::metrics);
    }

    @Test
    void the_hashing_threads_report_queue_wait_time_and_refusals() {
        // given
        var before = number("keyledger_hashing_wait_seconds_count", "");

        // when
        client.logIn("nobody-is-watched@example.com").expect(401);

        // then
        assertThat(number("keyledger_hashing_wait_seconds_count", "")).isGreaterThan(before);
        assertThat(number("keyledger_hashing_wait_seconds_sum", "")).isPositive();
        assertThat(metrics())
                .containsPattern("(?m)^keyledger_hashing_waiting \\d")
                .containsPattern("(?m)^keyledger_hashing_refused_total \\d");
    }

    @Test
    void every_line_of_the_log_is_a_json_object() throws IOException {
        // given what was logged since the start
        var log = Path.of(SharedService.service().settings().get("KEYLEDGER_DATA"), "keyledger.log");

        // when
        var lines = Files.readAllLines(log);

        // then
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(
                                JSON.readTree(line).at("/service/name").asString())
                        .isEqualTo("keyledger"));
    }

    private String metrics() {
        return client.management().get("/metrics").expect(200).text();
    }

    /** The sum of the samples with this name whose labels contain this text. */
    private double number(String name, String label) {
        return Pattern.compile("^" + name + "(\\{.*})? (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics())
                .results()
                .filter(sample ->
                        label.isEmpty() || String.valueOf(sample.group(1)).contains(label))
                .mapToDouble(sample -> Double.parseDouble(sample.group(2)))
                .sum();
    }
}
