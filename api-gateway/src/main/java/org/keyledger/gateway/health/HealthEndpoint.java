package org.keyledger.gateway.health;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /health/live}: 200 while the process runs. {@code GET /health/ready}: 200 if the service can handle
 * requests, otherwise 503.
 */
@RestController
final class HealthEndpoint {

    private final Readiness readiness;

    HealthEndpoint(Readiness readiness) {
        this.readiness = readiness;
    }

    record HealthResponse(String status, Map<String, String> detail) {}

    @GetMapping("/health/live")
    HealthResponse live() {
        return new HealthResponse("live", Map.of());
    }

    @GetMapping("/health/ready")
    HealthResponse ready(HttpServletResponse response) {
        var state = readiness.state();
        if (!state.ready()) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setHeader("Retry-After", "1");
        }
        return new HealthResponse(state.ready() ? "ready" : "not-ready", new TreeMap<>(state.detail()));
    }
}
