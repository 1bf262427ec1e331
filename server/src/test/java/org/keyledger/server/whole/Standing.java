package org.keyledger.server.whole;

/** What there is behind an address. */
enum Standing {
    VERIFIED,
    UNVERIFIED,
    NONE
}
