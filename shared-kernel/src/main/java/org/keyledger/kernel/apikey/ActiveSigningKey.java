package org.keyledger.kernel.apikey;

/** A signing key that is accepted now, and the public key that its signatures are verified with. */
public record ActiveSigningKey(ActiveApiKey key, SigningPublicKey publicKey) {}
