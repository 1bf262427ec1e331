package org.keyledger.gateway.messaging;

import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.Refusal;

/** The problem for each refusal of the command side. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemException toException(Refusal refusal) {
        return switch (refusal) {
            case EMAIL_TAKEN, OWNERSHIP_NOT_PROVED -> Problem.EMAIL_TAKEN.toException();
            case INVALID_TOKEN -> Problem.INVALID_TOKEN.toException();
            case STALE_CREDENTIAL -> Problem.INVALID_CREDENTIALS.toException();
            case NO_SUCH_USER, SIGNED_OUT -> Problem.UNAUTHENTICATED.toException();
            case PASSWORD_RESET_REQUIRED -> Problem.PASSWORD_RESET_REQUIRED.toException();
            case WRONG_CODE -> Problem.WRONG_CODE.toException();
            case NO_SECOND_FACTOR -> Problem.NO_SECOND_FACTOR.toException();
            case STEP_UP_REQUIRED, SECOND_FACTOR_REQUIRED -> Problem.STEP_UP_REQUIRED.toException();
            case IDENTITY_TAKEN -> Problem.IDENTITY_TAKEN.toException();
            case PROVIDER_ALREADY_LINKED -> Problem.PROVIDER_ALREADY_LINKED.toException();
            case NO_SUCH_IDENTITY -> Problem.NO_SUCH_IDENTITY.toException();
            case LAST_WAY_IN -> Problem.LAST_WAY_IN.toException();
            case NO_SUCH_PASSKEY -> Problem.NO_SUCH_PASSKEY.toException();
            case PASSKEY_TAKEN -> Problem.PASSKEY_TAKEN.toException();
            case TOO_MANY_PASSKEYS -> Problem.TOO_MANY_PASSKEYS.toException();
            case PASSKEY_REJECTED -> Problem.INVALID_PASSKEY.toException();
            case NO_SUCH_SESSION -> Problem.NO_SUCH_SESSION.toException();
            case SESSION_ENDED, REFRESH_TOKEN_REUSED -> Problem.INVALID_REFRESH_TOKEN.toException();
            case NO_SUCH_KEY -> Problem.NO_SUCH_KEY.toException();
            case KEY_ENDED -> Problem.KEY_ENDED.toException();
            case NOT_FOUNDER -> Problem.NOT_FOUNDER.toException();
            case KEY_CREATION_RESTRICTED ->
                Problem.FORBIDDEN_BY_POLICY.toException("Only the tenant's founder may create API keys.");
            case TENANT_KEYS_RESTRICTED ->
                Problem.FORBIDDEN_BY_POLICY
                        .toException("Only the tenant's founder may create API keys that act for the tenant.")
                        .withFieldError("owner", "must be user, unless the tenant's founder creates the key");
            case SCOPES_ABOVE_MAXIMUM ->
                Problem.FORBIDDEN_BY_POLICY
                        .toException("scopes exceeds max_scopes of the tenant's policy. Request fewer scopes.")
                        .withFieldError("scopes", "must be within max_scopes of the tenant's policy");
            case SCOPES_NOT_NARROWER ->
                Problem.INVALID_REQUEST
                        .toException()
                        .withFieldError("scopes", "must be among the present scopes of the key");
        };
    }
}
