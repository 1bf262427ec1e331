package org.keyledger.kernel.login;

/** What can happen where nobody signs in. */
public sealed interface LoginEvent {

    FailedLoginsId attempts();

    /** A password was wrong, or there is no account; which of the two is not told, and not known here. */
    record LoginFailed(FailedLoginsId attempts) implements LoginEvent {}
}
