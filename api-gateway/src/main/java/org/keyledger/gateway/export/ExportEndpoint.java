package org.keyledger.gateway.export;

import java.util.Map;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.authentication.SessionCaller;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /auth/me/export}, and {@code GET /api/auth/me/export} for the session of the cookie: everything that the service
 * holds about the caller as one JSON document, which a browser saves. It is written while it is read; if that fails, the
 * connection is aborted.
 */
@RestController
final class ExportEndpoint {

    private final DataExport export;

    ExportEndpoint(DataExport export) {
        this.export = export;
    }

    @GetMapping("/auth/me/export")
    ResponseEntity<Map<String, Object>> export(SessionCaller caller) {
        return attachment(export.of(caller));
    }

    @GetMapping("/api/auth/me/export")
    ResponseEntity<Map<String, Object>> exportInBrowser(CookieCaller caller) {
        return attachment(export.of(caller));
    }

    private static ResponseEntity<Map<String, Object>> attachment(Map<String, Object> parts) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account-data.json\"")
                .body(parts);
    }
}
