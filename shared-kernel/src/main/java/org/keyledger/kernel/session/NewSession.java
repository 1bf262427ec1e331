package org.keyledger.kernel.session;

import org.keyledger.kernel.Digest;

/** A session to be: its id, SHA-256 of its first refresh token, and whether it is to last on this device. */
public record NewSession(SessionId session, Digest refreshToken, boolean remembered) {}
