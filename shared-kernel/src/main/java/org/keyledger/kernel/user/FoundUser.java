package org.keyledger.kernel.user;

import java.util.Optional;

/** The user asked for, if there is one. */
public record FoundUser(Optional<UserProfile> profile) {}
