package org.keyledger.gateway.jwt;

/** The claims {@code iss} and {@code aud} of the tokens of this service (RFC 7519, section 4.1). */
public record IssuerAndAudience(String issuer, String audience) {}
