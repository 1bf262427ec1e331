package org.keyledger.gateway.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.EndedSessionCaller;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.authentication.TokenHolder;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.messaging.ReadYourWrites;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionListing;
import org.keyledger.kernel.session.SessionQuery.FindOtherSession;
import org.keyledger.kernel.session.SessionQuery.ListSessions;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /auth/sessions}, {@code DELETE /auth/sessions/{id}} and {@code POST /auth/sessions/revoke-others}: lists
 * and ends the sessions of the caller. When a call returns, tokens of ended sessions are refused. 404
 * {@code no-such-session} for unknown sessions and those of other users.
 */
@RestController
final class SessionsEndpoint {

    private static final int MAX_PAGE_SIZE = 200;

    private final Commands commands;
    private final Queries queries;
    private final ReadYourWrites readYourWrites;

    SessionsEndpoint(Commands commands, Queries queries, ReadYourWrites readYourWrites) {
        this.commands = commands;
        this.queries = queries;
        this.readYourWrites = readYourWrites;
    }

    record ListSessionsResponse(
            List<SessionResponse> sessions,
            @JsonInclude @Nullable String nextCursor) {}

    record SessionResponse(
            SessionId id,
            Instant createdAt,
            Instant lastSeenAt,
            @JsonInclude @Nullable String address,
            @JsonInclude @Nullable String userAgent,
            boolean current) {

        static SessionResponse of(SessionListing it, SessionId current) {
            return new SessionResponse(
                    it.id(),
                    it.createdAt(),
                    it.lastSeenAt(),
                    it.address(),
                    it.userAgent(),
                    it.id().equals(current));
        }
    }

    record EndSessionResponse(boolean ok, String message) {}

    @GetMapping("/auth/sessions")
    ListSessionsResponse list(
            @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, SessionCaller caller) {
        if (limit < 1 || limit > MAX_PAGE_SIZE) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("limit", "must be between 1 and " + MAX_PAGE_SIZE);
        }
        var query = new ListSessions(caller.user(), cursor.orElse(null), limit);
        try {
            var page = queries.ask(query);
            return new ListSessionsResponse(
                    page.sessions().stream()
                            .map(it -> SessionResponse.of(it, caller.session()))
                            .toList(),
                    page.nextCursor());
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("cursor", "must be the next_cursor of an earlier response");
        }
    }

    @DeleteMapping("/auth/sessions/{session}")
    @WithoutRateLimit("a session can be ended at any time, and a repeated call appends nothing")
    EndSessionResponse end(@PathVariable SessionId session, TokenHolder caller) {
        if (caller instanceof EndedSessionCaller ended) {
            ended.requireOwn(session);
        }
        commands.sendAndAwaitApplied(new EndSession(session, caller.user()));
        return new EndSessionResponse(true, "The session has ended.");
    }

    @PostMapping("/auth/sessions/revoke-others")
    @WithoutRateLimit("other sessions can be ended at any time, and a call without any appends nothing")
    EndSessionResponse endOthers(SessionCaller caller) {
        var other = queries.askUnpositioned(new FindOtherSession(caller.user(), caller.session()));
        if (other.found()) {
            commands.sendAndAwaitApplied(new EndOtherSessions(caller.user(), caller.session()));
        } else {
            readYourWrites.replay(other.position());
            readYourWrites.awaitEnforced(other.position()); // this node may still accept one that has ended
        }
        return new EndSessionResponse(true, "All other sessions have ended.");
    }
}
