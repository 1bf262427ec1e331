package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.audit.Activity;
import org.keyledger.gateway.authentication.CookieCaller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account/activity}: the security events of the account, newest first, all or those of one family. */
@RestController
final class ActivityPageEndpoint {

    private static final int PAGE_SIZE = 20;

    /** Of the events that have an entry, in the order of the filter. */
    private static final List<String> FAMILIES =
            List.of("session", "user", "factor", "passkey", "federation", "apikey", "tenant");

    private final AccountPages pages;
    private final Activity activity;

    ActivityPageEndpoint(AccountPages pages, Activity activity) {
        this.pages = pages;
        this.activity = activity;
    }

    @GetMapping("/account/activity")
    void show(
            @RequestParam(defaultValue = "") String family,
            @RequestParam(defaultValue = "") String cursor,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var shown = FAMILIES.contains(family) ? family : "";
        var page = activity.list(caller, notEmpty(shown), notEmpty(cursor), PAGE_SIZE);
        pages.page(request, response, "account/activity")
                .with("activity", page)
                .with("families", FAMILIES)
                .with("family", shown)
                .with("first", cursor.isEmpty())
                .with("current", caller.session())
                .write(response);
    }

    private static Optional<String> notEmpty(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }
}
