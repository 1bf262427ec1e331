package org.keyledger.query.verifier;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * Which of a user's sessions may live, as the verifier's view keeps it: those of the current version, and the one that
 * the last change of password kept.
 */
record UserCredentialState(
        UserId user, CredentialVersion credential, @Nullable SessionId kept) {}
