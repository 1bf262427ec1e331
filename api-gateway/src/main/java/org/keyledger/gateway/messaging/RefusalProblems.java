package org.keyledger.gateway.messaging;

import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Refusal;

/** What the command side's every no is called at the doors. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemException problem(Refusal refusal) {
        return switch (refusal) {
            case EMAIL_TAKEN -> Problem.EMAIL_TAKEN.found();
            case INVALID_TOKEN -> Problem.INVALID_TOKEN.found();
            case STALE_CREDENTIAL -> Problem.INVALID_CREDENTIALS.found();
            case NO_SUCH_USER, SIGNED_OUT -> Problem.UNAUTHENTICATED.found();
            case NO_SUCH_SESSION -> Problem.NO_SUCH_SESSION.found();
            case SESSION_ENDED, REFRESH_TOKEN_REUSED -> Problem.INVALID_REFRESH_TOKEN.found();
            case NO_SUCH_KEY -> Problem.NO_SUCH_KEY.found();
            case KEY_ENDED -> Problem.KEY_ENDED.found();
        };
    }
}
