package org.keyledger.server.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** Makes the ID tokens of a test provider, the wrong ones too. */
record TestIdToken(String issuer, ECKey key, ECKey otherKey) {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration LONG_AGO = Duration.ofHours(1);

    String create(Person person, String nonce, Lie lie) {
        var claims = claims(person, nonce, lie);
        try {
            return switch (lie) {
                case ALG_NONE -> new PlainJWT(claims).serialize();
                case HMAC_WITH_SECRET -> sign(JWSAlgorithm.HS256, new MACSigner(TestProvider.CLIENT_SECRET), claims);
                case OTHER_KEY -> sign(JWSAlgorithm.ES256, new ECDSASigner(otherKey), claims);
                default -> sign(JWSAlgorithm.ES256, new ECDSASigner(key), claims);
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sign(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private JWTClaimsSet claims(Person person, String nonce, Lie lie) {
        var now = Instant.now();
        var issuedAt = lie == Lie.EXPIRED ? now.minus(Duration.ofDays(1)) : now;
        var claims = new JWTClaimsSet.Builder()
                .issuer(lie == Lie.OTHER_ISSUER ? "https://other.example" : issuer)
                .audience(lie == Lie.OTHER_AUDIENCE ? "another-client" : TestProvider.CLIENT_ID)
                .subject(person.subject())
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(issuedAt.plus(LIFETIME)))
                .claim("email", person.email())
                .claim("email_verified", person.emailVerified())
                .claim("name", person.name());
        if (lie != Lie.NO_AUTH_TIME) {
            claims.claim("auth_time", (lie == Lie.OLD_AUTH_TIME ? now.minus(LONG_AGO) : now).getEpochSecond());
        }
        if (lie != Lie.NO_NONCE) {
            claims.claim("nonce", lie == Lie.OTHER_NONCE ? "another-nonce" : nonce);
        }
        return claims.build();
    }
}
