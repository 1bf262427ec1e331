package org.keyledger.server.endtoend;

/** The account of an address. */
enum AccountState {
    VERIFIED,
    UNVERIFIED,
    NONE
}
