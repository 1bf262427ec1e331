package org.keyledger.kernel.session;

import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * The session that a request was authenticated with. Command handlers check again that it is still valid.
 *
 * @param credential the user's credential version when the request was authenticated
 */
public record AuthenticatedSession(UserId user, CredentialVersion credential, SessionId session) {}
