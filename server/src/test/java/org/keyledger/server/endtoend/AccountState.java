package org.keyledger.server.endtoend;

/** What there is behind an address. */
enum AccountState {
    VERIFIED,
    UNVERIFIED,
    NONE
}
