package org.keyledger.gateway.accountpage;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.gateway.page.PageContext;
import org.keyledger.kernel.audit.AuditEntry;
import org.keyledger.kernel.session.SessionId;

/** A security event in the words of the reader. */
public final class ActivityText {

    private static final String SESSION_STARTED = "session.started";

    private ActivityText() {}

    /** One sentence; for an event without a text of its own, one with its name. */
    public static String sentence(PageContext page, AuditEntry entry) {
        var key = "activity.event." + entry.event();
        return page.hasText(key)
                ? page.text(key, subject(page, entry))
                : page.text("activity.event.other", entry.event());
    }

    private static String subject(PageContext page, AuditEntry entry) {
        if (entry.event().equals(SESSION_STARTED)) {
            return methods(page, entry);
        }
        return Stream.of("label", "name", "provider", "key_id")
                .map(entry.details()::get)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse("");
    }

    private static String methods(PageContext page, AuditEntry entry) {
        return Stream.of(entry.details().getOrDefault("methods", "").split(" "))
                .map(method -> "activity.method." + method)
                .filter(page::hasText)
                .map(page::text)
                .collect(joining(", "));
    }

    /** Device, as the list of sessions names it, and client address, as far as it is known. */
    public static String origin(PageContext page, AuditEntry entry) {
        var device = Device.of(entry.userAgent()).text(page);
        return entry.address() == null ? device : device + " · " + entry.address();
    }

    /**
     * The credential that caused the event.
     *
     * @param current the session of the reader
     */
    public static String credential(PageContext page, AuditEntry entry, SessionId current) {
        var id = Optional.ofNullable(entry.credential()).orElse("");
        return switch (entry.actor()) {
            case USER ->
                id.equals(current.toString())
                        ? page.text("activity.by.this-session")
                        : page.text("activity.by.session", id.substring(Math.max(0, id.length() - 8)));
            case KEY -> page.text("activity.by.key", id);
            case MAILED_LINK -> page.text("activity.by.mailed-link");
            case ANONYMOUS -> page.text("activity.by.anonymous");
            case SERVICE, SYSTEM -> page.text("activity.by.system");
            case OPERATOR -> page.text("activity.by.operator");
        };
    }
}
