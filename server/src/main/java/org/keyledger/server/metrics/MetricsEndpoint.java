package org.keyledger.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.keyledger.server.loopback.LoopbackCheck;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code GET /metrics}: all metrics in the Prometheus text format 0.0.4. */
@RestController
final class MetricsEndpoint {

    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private final PrometheusMeterRegistry meters;
    private final MetricsSettings settings;

    MetricsEndpoint(PrometheusMeterRegistry meters, MetricsSettings settings) {
        this.meters = meters;
        this.settings = settings;
    }

    /** Load and traffic are not public: clients on other machines get 404. */
    @GetMapping("/metrics")
    ResponseEntity<String> metrics(HttpServletRequest request) {
        if (!settings.open() && !LoopbackCheck.isLoopback(request)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .contentType(TEXT)
                .body(meters.scrape());
    }
}
