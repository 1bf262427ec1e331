package org.keyledger.server.health;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.TreeMap;
import org.keyledger.server.health.HealthReport.Part;
import org.keyledger.server.health.HealthReport.Status;
import org.keyledger.server.management.ManagementEndpoint;
import org.keyledger.server.management.ManagementResponse;

/** {@code GET /health}: the {@link HealthReport} as JSON; 200 if requests can be handled, otherwise 503. */
final class HealthReportEndpoint implements ManagementEndpoint {

    private final ReadinessCheck readiness;
    private final MessagingHealth messaging;
    private final DiskHealth disk;

    HealthReportEndpoint(ReadinessCheck readiness, MessagingHealth messaging, DiskHealth disk) {
        this.readiness = readiness;
        this.messaging = messaging;
        this.disk = disk;
    }

    @Override
    public String path() {
        return "/health";
    }

    @Override
    public ManagementResponse get(HttpServletRequest request) {
        var others = new TreeMap<String, Part>();
        messaging.addTo(others);
        others.put("disk", disk.part());
        var report = HealthReport.of(readiness.parts(), others);
        return ManagementResponse.json(
                report.status() == Status.DOWN ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK,
                report);
    }
}
