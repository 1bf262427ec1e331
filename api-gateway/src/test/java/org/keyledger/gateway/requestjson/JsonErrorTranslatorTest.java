package org.keyledger.gateway.requestjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.user.EmailAddress;

@DisplayName("Reporting an invalid field of a JSON body")
class JsonErrorTranslatorTest {

    record Body(
            @Nullable EmailAddress email,
            @Nullable String text,
            @Nullable Instant time,
            @Nullable Integer number,
            @Nullable Environment environment,
            @Nullable List<String> texts) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'time':1893456000} | time must be an RFC 3339 date-time.",
                "{'time':'tomorrow'} | time must be an RFC 3339 date-time.",
                "{'number':'7'} | number must be an integer.",
                "{'number':1.5} | number must be an integer.",
                "{'environment':'prod'} | environment must be one of live, test.",
                "{'text':true} | text must be a string.",
                "{'email':7} | email has the wrong type.",
                "{'texts':'a'} | texts has the wrong type.",
                "{'texts':[1]} | texts.[0] must be a string.",
                "{'role':'admin'} | role is not a field of this request."
            })
    void states_what_the_value_must_be(String json, String detail) {
        var body = json.replace('\'', '"').getBytes(UTF_8);

        assertThatThrownBy(() -> StrictBodyReader.read(body, Body.class))
                .isInstanceOf(ProblemException.class)
                .hasMessage(detail);
    }
}
