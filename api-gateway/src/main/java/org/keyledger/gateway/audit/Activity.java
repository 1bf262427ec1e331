package org.keyledger.gateway.audit;

import java.util.Optional;
import java.util.regex.Pattern;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.keyledger.kernel.audit.AuditQuery.ListSecurityEvents;

/** Lists the security events of the caller. */
public final class Activity {

    private static final int MAX_PAGE_SIZE = 200;
    private static final Pattern FAMILY = Pattern.compile("[a-z]{1,32}");

    private final Queries queries;

    Activity(Queries queries) {
        this.queries = queries;
    }

    /**
     * The newest first.
     *
     * @param family the first part of the type name of all of them, such as {@code session}; any if empty. A family without
     *     events has none
     * @param cursor the {@code nextCursor} of an earlier page
     * @throws ProblemException 400 for a malformed family, a limit that is not from 1 to 200 or a cursor that no page had
     */
    public AuditEntryPage list(SessionCaller caller, Optional<String> family, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > MAX_PAGE_SIZE) {
            throw invalid("limit", "must be between 1 and " + MAX_PAGE_SIZE);
        }
        if (family.filter(it -> !FAMILY.matcher(it).matches()).isPresent()) {
            throw invalid("family", "must be 1 to 32 lower-case letters");
        }
        try {
            return queries.ask(new ListSecurityEvents(caller.user(), family.orElse(null), cursor.orElse(null), limit));
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", "must be the next_cursor of an earlier response");
        }
    }

    private static ProblemException invalid(String field, String message) {
        return Problem.INVALID_REQUEST.toException().withFieldError(field, message);
    }
}
