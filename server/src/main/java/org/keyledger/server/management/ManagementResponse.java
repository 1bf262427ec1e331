package org.keyledger.server.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A response of the management listener.
 *
 * @param headers beside the security headers, which every response has
 */
public record ManagementResponse(int status, String contentType, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    /** 200 with a text of this type. */
    public static ManagementResponse text(String contentType, String body) {
        return new ManagementResponse(HttpServletResponse.SC_OK, contentType, Map.of(), body);
    }

    /** @param content fields are written in snake case, enum constants in lower case, times as RFC 3339 */
    public static ManagementResponse json(int status, Object content) {
        return new ManagementResponse(status, "application/json", Map.of(), JSON.writeValueAsString(content));
    }

    void writeTo(HttpServletResponse response) throws IOException {
        var bytes = body.getBytes(UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
