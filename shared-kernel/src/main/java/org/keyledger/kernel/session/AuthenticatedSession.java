package org.keyledger.kernel.session;

import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * Who asks, as they were found signed in; whoever decides looks again.
 *
 * @param credential the version of the user's credential when the session was found alive
 */
public record AuthenticatedSession(UserId user, CredentialVersion credential, SessionId session) {}
