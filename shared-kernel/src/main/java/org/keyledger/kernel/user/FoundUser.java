package org.keyledger.kernel.user;

import java.util.Optional;

/** The account of the user asked for, if there is one. */
public record FoundUser(Optional<UserAccount> account) {}
