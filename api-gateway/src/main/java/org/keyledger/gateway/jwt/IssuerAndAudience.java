package org.keyledger.gateway.jwt;

/** Whom our tokens are from, and whom they are for: {@code iss} and {@code aud} (RFC 7519, section 4.1). */
public record IssuerAndAudience(String issuer, String audience) {}
