package org.keyledger.kernel.login;

/** Events of requests with an address that may have no account. They are not published. */
public sealed interface LoginEvent {

    /**
     * A password was wrong, or the address has no account. The event does not distinguish the two, so that it does not
     * reveal accounts.
     */
    record LoginFailed(AddressDayId attempts) implements LoginEvent {}

    /**
     * A request was answered as if the address had an account, and nothing was done: stands in for the event of an
     * account, so that positions do not reveal accounts.
     */
    record RequestDeclined(AddressDayId requests) implements LoginEvent {}
}
