package org.keyledger.kernel.login;

/** Events of failed log-ins. */
public sealed interface LoginEvent {

    FailedLoginsId attempts();

    /**
     * A password was wrong, or the address has no account. The event does not distinguish the two, so that it does not
     * reveal accounts.
     */
    record LoginFailed(FailedLoginsId attempts) implements LoginEvent {}
}
