package org.keyledger.gateway.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON of responses: snake case, times as RFC 3339, absent values left out unless their record includes null. */
final class ResponseJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT) // what fails in between must not look complete
            .addMixIn(ProblemDetail.class, ProblemDocument.class)
            .addModule(new UnwrappedFieldOrder())
            .build();

    /** Writes the members in the order of RFC 9457, section 3.1, and extension members beside them. */
    @JsonPropertyOrder({"type", "title", "status", "detail", "instance"})
    private interface ProblemDocument {

        @JsonAnyGetter
        Map<String, Object> getProperties();
    }

    private ResponseJson() {}
}
