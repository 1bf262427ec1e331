package org.keyledger.server.endtoend;

/** What there is behind an address. */
enum Standing {
    VERIFIED,
    UNVERIFIED,
    NONE
}
