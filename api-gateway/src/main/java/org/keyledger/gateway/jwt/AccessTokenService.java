package org.keyledger.gateway.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * Makes and reads access tokens: JWTs (RFC 9068) signed with ES256. A token that was checked, or made here, is known
 * until it expires: the signature is checked once. That its session lives is for the verifier to say, each time.
 */
public final class AccessTokenService {

    private static final int MAX_CACHED = 50_000;

    private final ServiceKeys keys;
    private final JwtSettings settings;
    private final Clock clock;
    private final RandomSource randomSource;
    private final AccessTokenVerifier accessTokenVerifier;
    private final SignatureProvider signatureProvider;
    private final SpentTokens spentTokens;
    private final Cache<Digest, TokenClaims> verified = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .executor(Runnable::run)
            .build();

    AccessTokenService(
            ServiceKeys keys,
            JwtSettings settings,
            Clock clock,
            RandomSource randomSource,
            SignatureProvider signatureProvider,
            SpentTokens spentTokens) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.randomSource = randomSource;
        this.accessTokenVerifier = new AccessTokenVerifier(keys, settings, signatureProvider.provider());
        this.signatureProvider = signatureProvider;
        this.spentTokens = spentTokens;
    }

    public String issue(UserId user, TenantId tenant, SessionId session, Duration life) {
        var key = keys.signingKey();
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var claims = new TokenClaims(user, tenant, session, now, now.plus(life), key.id());
        var token = Jwts.builder()
                .provider(signatureProvider.provider())
                .json(new JwtJson.Writer())
                .header()
                .type(AccessTokenVerifier.TYPE)
                .keyId(key.id())
                .and()
                .issuer(settings.issuer())
                .audience()
                .add(settings.audience())
                .and()
                .subject(user.toString())
                .claim("tid", tenant.toString())
                .claim("sid", session.toString())
                .id(Base64.getUrlEncoder().withoutPadding().encodeToString(randomSource.bytes("jti", 16)))
                .issuedAt(Date.from(now))
                .expiration(Date.from(claims.expiresAt()))
                .signWith(signatureProvider.privateKey(key), Jwts.SIG.ES256)
                .compact();
        verified.put(Digest.of(token), claims);
        return token;
    }

    /**
     * What the token says; empty unless this service signed it, for this audience, and it has not expired, now or when it
     * was last read.
     */
    public Optional<TokenClaims> read(String token) {
        if (token.length() > AccessTokenVerifier.MAX_LENGTH) {
            return Optional.empty();
        }
        var digest = Digest.of(token);
        return Optional.ofNullable(verified.getIfPresent(digest))
                .or(() -> verify(token, digest))
                .filter(claims -> !isExpired(claims, digest))
                .filter(claims -> keys.verificationKeys().stream()
                        .anyMatch(key -> key.id().equals(claims.keyId())));
    }

    private Optional<TokenClaims> verify(String token, Digest digest) {
        if (spentTokens.contains(digest)) {
            return Optional.empty();
        }
        var claims = accessTokenVerifier.verify(token);
        claims.ifPresent(it -> verified.put(digest, it));
        return claims;
    }

    /** Whoever is known was not refused: the good way asks one memory alone. */
    private boolean isExpired(TokenClaims claims, Digest digest) {
        var over = !clock.instant().isBefore(claims.expiresAt());
        if (over) {
            spentTokens.add(digest);
            verified.invalidate(digest);
        }
        return over;
    }
}
