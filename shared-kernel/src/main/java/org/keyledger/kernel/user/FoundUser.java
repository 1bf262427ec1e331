package org.keyledger.kernel.user;

import java.util.Optional;

/** The account with the requested user id; empty if there is none. */
public record FoundUser(Optional<UserAccount> account) {}
