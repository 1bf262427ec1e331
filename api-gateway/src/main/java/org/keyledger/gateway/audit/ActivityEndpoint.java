package org.keyledger.gateway.audit;

import java.util.Optional;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /auth/me/activity}, and {@code GET /api/auth/me/activity} for the session of the cookie: the security events of
 * the caller, newest first.
 */
@RestController
final class ActivityEndpoint {

    private final Activity activity;

    ActivityEndpoint(Activity activity) {
        this.activity = activity;
    }

    @GetMapping("/auth/me/activity")
    AuditEntryPage list(
            @RequestParam Optional<String> family,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit,
            SessionCaller caller) {
        return activity.list(caller, family, cursor, limit);
    }

    @GetMapping("/api/auth/me/activity")
    AuditEntryPage listInBrowser(
            @RequestParam Optional<String> family,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit,
            CookieCaller caller) {
        return activity.list(caller, family, cursor, limit);
    }
}
