package org.keyledger.gateway.requestjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

@DisplayName("A time in a request")
class Rfc3339DeserializerTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(Instant.class, new Rfc3339Deserializer()))
            .build();

    @ParameterizedTest
    @CsvSource({
        "2026-03-21T00:00:00Z,2026-03-21T00:00:00Z",
        "2026-03-21t00:00:00z,2026-03-21T00:00:00Z",
        "2026-03-21T01:30:00.123456789+01:30,2026-03-21T00:00:00.123456789Z",
        "2026-03-21T00:00:00-00:00,2026-03-21T00:00:00Z",
        "0001-01-01T00:00:00Z,0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z,9999-12-31T23:59:59.999999999Z",
        "9999-12-31T23:59:59+00:01,9999-12-31T23:58:59Z"
    })
    void is_an_rfc_3339_date_time(String text, Instant instant) {
        assertThat(read(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "0000-12-31T23:59:59Z",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "2099-01-01T00:00Z",
                "2099-01-01T00Z",
                "2099-01-01",
                "2099-01-01T00:00:00",
                "2099-01-01 00:00:00Z",
                "2099-01-01T24:00:00Z",
                "2099-02-29T00:00:00Z",
                "2099-06-30T23:59:60Z",
                "2099-01-01T00:00:00.Z",
                "2099-01-01T00:00:00,5Z",
                "2099-01-01T00:00:00+0100",
                "2099-01-01T00:00:00+01:00:30",
                "2099-01-01T00:00:00+19:00",
                "2099-01-01T00:00:00Z[UTC]",
                "2099-W01-1T00:00:00Z",
                "2099-1-1T00:00:00Z",
                "２０９９-01-01T00:00:00Z",
                ""
            })
    void of_another_form_or_outside_of_the_years_1_to_9999_is_refused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(DatabindException.class);
    }

    /** Consumers of the events parse the published form as RFC 3339. */
    @Test
    void that_is_accepted_is_published_in_the_same_form() {
        var random = new Random(5);
        for (var i = 0; i < 10_000; i++) {
            var instant = Instant.ofEpochSecond(
                    random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000_000));

            assertThat(read(instant.toString())).isEqualTo(instant);
            assertThat(instant.toString()).matches("[0-9]{4}-.*Z");
        }
    }

    private static Instant read(String text) {
        return JSON.readValue(JSON.writeValueAsString(text), Instant.class);
    }
}
