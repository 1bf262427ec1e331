package org.keyledger.server.endtoend;

/** The state of the account with an address. */
enum AccountState {
    VERIFIED,
    UNVERIFIED,
    NONE
}
