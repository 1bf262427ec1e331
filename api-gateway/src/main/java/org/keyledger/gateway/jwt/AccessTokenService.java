package org.keyledger.gateway.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * Issues and verifies access tokens: JWTs (RFC 9068) signed with ES256. The claims of issued and verified tokens are
 * cached until they expire, so that a signature is verified once. Whether the session or signing key is active is not
 * checked here.
 */
public final class AccessTokenService {

    private static final int MAX_CACHED = 50_000;

    /** The client of tokens of sessions (RFC 9068, section 2.2): the token API itself, because it registers no clients. */
    private static final String CLIENT_ID = "keyledger-token";

    private final ServiceKeys keys;
    private final Clock clock;
    private final ExpiryClock expiryClock;
    private final RandomSource randomSource;
    private final AccessTokenVerifier accessTokenVerifier;
    private final AccessTokenSigner signer;
    private final SpentTokens spentTokens;
    private final Cache<Digest, TokenClaims> verified = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .executor(Runnable::run)
            .build();

    AccessTokenService(
            ServiceKeys keys,
            JwtSettings settings,
            Clock clock,
            ExpiryClock expiryClock,
            RandomSource randomSource,
            SignatureProvider signatureProvider,
            SpentTokens spentTokens) {
        this.keys = keys;
        this.clock = clock;
        this.expiryClock = expiryClock;
        this.randomSource = randomSource;
        this.accessTokenVerifier = new AccessTokenVerifier(keys, settings, signatureProvider.provider());
        this.signer = new AccessTokenSigner(settings, signatureProvider);
        this.spentTokens = spentTokens;
    }

    /** Issues tokens of one session. */
    public Issuer issuer(UserId user, TenantId tenant, SessionId session) {
        var key = keys.signingKey();
        var now = now();
        var draft = signer.draft(key, user.toString())
                .with("client_id", CLIENT_ID)
                .with("tid", tenant.toString())
                .with(AccessTokenVerifier.SESSION_CLAIM, session.toString());
        return lifetime ->
                sign(draft, new SessionTokenClaims(user, tenant, session, now, now.plus(lifetime), key.id()));
    }

    /** Issues tokens that differ only in id and expiry. */
    @FunctionalInterface
    public interface Issuer {

        /** @param lifetime in whole seconds, the resolution of {@code exp} */
        String issue(Duration lifetime);
    }

    /**
     * A token that acts as the signing key and ends with it. The key is its own client (RFC 9068, section 2.2).
     *
     * @param lifetime in whole seconds
     */
    public String issue(ActiveApiKey signingKey, Duration lifetime) {
        var key = keys.signingKey();
        var now = now();
        var subject = signingKey.owner().toString();
        var id = signingKey.key().value().toString();
        var draft = signer.draft(key, subject)
                .with("client_id", id)
                .with("tid", signingKey.tenant().toString())
                .with(AccessTokenVerifier.KEY_CLAIM, id);
        return sign(
                draft,
                new SigningKeyTokenClaims(
                        signingKey.key(), subject, signingKey.tenant(), now, now.plus(lifetime), key.id()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private String sign(AccessTokenSigner.Draft draft, TokenClaims claims) {
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(randomSource.bytes("jti", 16));
        var token = signer.sign(draft, id, claims.issuedAt(), claims.expiresAt());
        verified.put(Digest.of(token), claims);
        return token;
    }

    /**
     * The claims of a token. Empty if this service did not sign it for this audience, if it has expired, or if it was
     * once refused as expired.
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
                        .anyMatch(key -> key.id().equals(claims.signedBy())));
    }

    private Optional<TokenClaims> verify(String token, Digest digest) {
        if (spentTokens.contains(digest)) {
            return Optional.empty();
        }
        var claims = accessTokenVerifier.verify(token);
        claims.ifPresent(it -> verified.put(digest, it));
        return claims;
    }

    /** Moves an expired token from the cache to the spent tokens, so that a valid token needs one lookup only. */
    private boolean isExpired(TokenClaims claims, Digest digest) {
        var expired = !expiryClock.clock().instant().isBefore(claims.expiresAt());
        if (expired) {
            spentTokens.add(digest);
            verified.invalidate(digest);
        }
        return expired;
    }
}
