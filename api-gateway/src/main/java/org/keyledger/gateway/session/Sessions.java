package org.keyledger.gateway.session;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.EndedSessionCaller;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.authentication.TokenHolder;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.messaging.ReadYourWrites;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionListingPage;
import org.keyledger.kernel.session.SessionQuery.FindOtherSession;
import org.keyledger.kernel.session.SessionQuery.ListSessions;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;

/** Lists and ends the sessions of a user. When a call returns, credentials of ended sessions are refused. */
public final class Sessions {

    private static final int MAX_PAGE_SIZE = 200;

    private final Commands commands;
    private final Queries queries;
    private final ReadYourWrites readYourWrites;
    private final CredentialVerifier verifier;

    Sessions(Commands commands, Queries queries, ReadYourWrites readYourWrites, CredentialVerifier verifier) {
        this.commands = commands;
        this.queries = queries;
        this.readYourWrites = readYourWrites;
        this.verifier = verifier;
    }

    /**
     * @param cursor where the previous page ended; null for the first page
     * @throws ProblemException 400 if cursor or limit is invalid
     */
    public SessionListingPage list(SessionCaller caller, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > MAX_PAGE_SIZE) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("limit", "must be between 1 and " + MAX_PAGE_SIZE);
        }
        try {
            return queries.ask(new ListSessions(caller.user(), cursor, limit));
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("cursor", "must be the next_cursor of an earlier response");
        }
    }

    /** Ends the caller's own session; a repeated call has no effect. */
    public void logOut(TokenHolder caller) {
        commands.sendAndAwaitApplied(new EndSession(caller.session(), caller.user()));
    }

    /**
     * Ends the session of an authentic cookie. One that has ended or is unknown counts as logged out.
     *
     * @throws ProblemException 503 {@code verifier-behind} if it may still be accepted
     */
    public void logOut(SessionId presented) {
        var active = verifier.findActiveSession(presented).orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException);
        try {
            active.map(session -> commands.actingAs(RequestActor.loggingOut(session)))
                    .orElse(commands) // a session that has ended, or that the verifier has not applied yet
                    .sendAndAwaitApplied(new EndSession(
                            presented, active.map(ActiveSession::user).orElse(null)));
        } catch (ProblemException e) {
            if (e.problem() != Problem.NO_SUCH_SESSION) {
                throw e;
            }
        }
    }

    /** @throws ProblemException 404 {@code no-such-session} */
    public void end(SessionId session, TokenHolder caller) {
        if (caller instanceof EndedSessionCaller ended) {
            ended.requireOwn(session);
        }
        commands.sendAndAwaitApplied(new EndSession(session, caller.user()));
    }

    /** Ends every session of the user but the caller's own. */
    public void endOthers(SessionCaller caller) {
        var other = queries.askUnpositioned(new FindOtherSession(caller.user(), caller.session()));
        if (other.found()) {
            commands.sendAndAwaitApplied(new EndOtherSessions(caller.user(), caller.session()));
        } else {
            readYourWrites.replay(other.position());
            readYourWrites.awaitEnforced(other.position()); // this node may still accept one that has ended
        }
    }
}
