package org.keyledger.kernel.user;

import java.util.Optional;

/** The profile of the requested user; empty if there is none. */
public record FoundUser(Optional<UserProfile> profile) {}
