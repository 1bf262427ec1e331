package org.keyledger.kernel.session;

import org.keyledger.kernel.Digest;

/**
 * A session that is to be started.
 *
 * @param refreshToken SHA-256 of the first refresh token
 * @param remembered whether the user asked to stay logged in on this device
 * @param authentication how the user proved who they are
 */
public record NewSession(SessionId session, Digest refreshToken, boolean remembered, Authentication authentication) {}
