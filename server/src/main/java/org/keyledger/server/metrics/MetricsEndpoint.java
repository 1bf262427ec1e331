package org.keyledger.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.keyledger.server.management.ManagementEndpoint;
import org.keyledger.server.management.ManagementResponse;

/** {@code GET /metrics}: all metrics in the Prometheus text format 0.0.4. */
final class MetricsEndpoint implements ManagementEndpoint {

    private final PrometheusMeterRegistry meters;

    MetricsEndpoint(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public ManagementResponse get(HttpServletRequest request) {
        return ManagementResponse.text("text/plain;version=0.0.4;charset=utf-8", meters.scrape());
    }
}
