package org.keyledger.gateway.health;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /health/live}: 200 while the process runs. {@code GET /health/ready}: 200 if the service can handle
 * requests, otherwise 503. Neither gives a reason, because everyone who reaches the API can call them.
 */
@RestController
final class HealthEndpoint {

    private final Readiness readiness;

    HealthEndpoint(Readiness readiness) {
        this.readiness = readiness;
    }

    record HealthResponse(String status) {}

    @GetMapping("/health/live")
    HealthResponse live() {
        return new HealthResponse("live");
    }

    @GetMapping("/health/ready")
    HealthResponse ready(HttpServletResponse response) {
        if (readiness.isReady()) {
            return new HealthResponse("ready");
        }
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "1");
        return new HealthResponse("not-ready");
    }
}
