package org.keyledger.query.verifier;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * Which sessions of a user are valid: those started at the current credential version, and the one that the latest
 * change kept.
 */
record UserCredentialState(
        UserId user, CredentialVersion credential, @Nullable SessionId kept) {}
