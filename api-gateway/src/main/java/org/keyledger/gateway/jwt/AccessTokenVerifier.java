package org.keyledger.gateway.jwt;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import tools.jackson.core.JacksonException;

/**
 * Verifies signature, issuer, audience and form of a token (RFC 8725). The header must have exactly {@code alg},
 * {@code typ} and {@code kid}, so that compression, critical extensions and embedded keys are never evaluated. The key
 * is selected by {@code kid} from the service's own keys. Expiry is not checked here.
 */
final class AccessTokenVerifier {

    static final String TYPE = "at+jwt";
    static final int MAX_LENGTH = 4096;
    /** The claim of the session that the token ends with; absent from a token of a signing key. */
    static final String SESSION_CLAIM = "sid";
    /** The claim of the signing key that the token ends with, as a UUID. */
    static final String KEY_CLAIM = "key_id";

    private static final int HEADER_MEMBERS = 3;
    /** The parser's clock: before every expiry, so that the parser accepts expired tokens. */
    private static final Date EPOCH = new Date(0);

    private final ServiceKeys keys;
    private final JwtSettings settings;
    private final Provider provider;

    AccessTokenVerifier(ServiceKeys keys, JwtSettings settings, Provider provider) {
        this.keys = keys;
        this.settings = settings;
        this.provider = provider;
    }

    Optional<TokenClaims> verify(String token) {
        try {
            return key(token).map(key -> claims(token, key));
        } catch (JwtException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private Optional<SigningKey> key(String token) {
        var header = header(token);
        if (header.size() != HEADER_MEMBERS || !"ES256".equals(header.get("alg")) || !TYPE.equals(header.get("typ"))) {
            return Optional.empty();
        }
        return keys.verificationKeys().stream()
                .filter(key -> key.id().equals(header.get("kid")))
                .findFirst();
    }

    private static Map<String, ?> header(String token) {
        var dot = token.indexOf('.');
        if (dot < 0 || token.chars().filter(c -> c == '.').count() != 2) {
            throw new IllegalArgumentException("not a JWS in compact serialization");
        }
        try {
            var json = new String(Base64.getUrlDecoder().decode(token.substring(0, dot)), StandardCharsets.UTF_8);
            return JwtJson.MAPPER.readValue(json, JwtJson.OBJECT);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a JOSE header", e);
        }
    }

    private TokenClaims claims(String token, SigningKey key) {
        var claims = Jwts.parser()
                .provider(provider)
                .json(new JwtJson.Parser())
                .verifyWith(key.publicKey())
                .clock(() -> EPOCH)
                .requireIssuer(settings.issuer())
                .requireAudience(settings.audience())
                .build()
                .parseSignedClaims(token)
                .getPayload();
        return claims.containsKey(KEY_CLAIM) ? ofSigningKey(claims, key) : ofSession(claims, key);
    }

    private static TokenClaims ofSession(Claims claims, SigningKey key) {
        return new SessionTokenClaims(
                UserId.parse(claims.getSubject()),
                TenantId.parse(text(claims, "tid")),
                SessionId.parse(text(claims, SESSION_CLAIM)),
                Objects.requireNonNull(claims.getIssuedAt()).toInstant(),
                Objects.requireNonNull(claims.getExpiration()).toInstant(),
                key.id());
    }

    private static TokenClaims ofSigningKey(Claims claims, SigningKey key) {
        if (claims.containsKey(SESSION_CLAIM)) {
            throw new IllegalArgumentException("token belongs to a session and to a signing key");
        }
        return new SigningKeyTokenClaims(
                ApiKeyId.parse(text(claims, KEY_CLAIM)),
                Objects.requireNonNull(claims.getSubject()),
                TenantId.parse(text(claims, "tid")),
                Objects.requireNonNull(claims.getIssuedAt()).toInstant(),
                Objects.requireNonNull(claims.getExpiration()).toInstant(),
                key.id());
    }

    private static String text(Claims claims, String name) {
        return Objects.requireNonNull(claims.get(name, String.class));
    }
}
