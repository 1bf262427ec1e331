package org.keyledger.gateway.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.gateway.jwt.SessionTokenClaims;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SigningKeyTokenClaims;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.signed.RefreshFamilyStore;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.Verification;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.tenant.TenantId;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/introspect}: token introspection (RFC 7662) of access tokens, refresh tokens and API keys of the
 * caller's tenant, without database access except for refresh tokens of signing keys. For every other token the response is {@code {"active":false}} alone. 503
 * {@code verifier-behind} if it is unknown whether the token is active.
 */
@RestController
final class IntrospectEndpoint {

    private final AccessTokenService accessTokens;
    private final SessionTokenIssuer sessionTokens;
    private final RefreshFamilyStore families;
    private final CredentialVerifier verifier;
    private final IntrospectionResponse.Factory responses;

    IntrospectEndpoint(
            AccessTokenService accessTokens,
            SessionTokenIssuer sessionTokens,
            RefreshFamilyStore families,
            CredentialVerifier verifier,
            IntrospectionResponse.Factory responses) {
        this.accessTokens = accessTokens;
        this.sessionTokens = sessionTokens;
        this.families = families;
        this.verifier = verifier;
        this.responses = responses;
    }

    /** @param tokenTypeHint accepted and ignored (RFC 7662, section 2.1), because the form of a token shows its type */
    record IntrospectionRequest(String token, @Nullable String tokenTypeHint) {
        @Override
        public String toString() {
            return "IntrospectionRequest[hidden]";
        }
    }

    @PostMapping("/auth/introspect")
    @WithoutRateLimit("appends nothing")
    IntrospectionResponse introspect(@StrictBody(form = true) IntrospectionRequest body, VerifiedCaller caller) {
        return key(body.token(), caller.tenant())
                .or(() -> accessToken(body.token(), caller.tenant()))
                .or(() -> refreshToken(body.token(), caller.tenant()))
                .or(() -> signingKeyRefreshToken(body.token(), caller.tenant()))
                .orElse(IntrospectionResponse.INACTIVE);
    }

    private static <T> Optional<T> known(Verification<T> verification) {
        return verification.orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException);
    }

    private Optional<IntrospectionResponse> key(String text, TenantId tenant) {
        return PlaintextApiKey.read(text)
                .flatMap(it -> known(verifier.findActiveKey(it.prefix(), it.digest())))
                .filter(key -> key.tenant().equals(tenant))
                .map(responses::of);
    }

    private Optional<IntrospectionResponse> accessToken(String text, TenantId tenant) {
        return accessTokens
                .read(text)
                .filter(claims -> claims.tenant().equals(tenant))
                .flatMap(claims -> claims instanceof SessionTokenClaims ofSession
                        ? sessionToken(ofSession)
                        : signingKeyToken((SigningKeyTokenClaims) claims));
    }

    private Optional<IntrospectionResponse> sessionToken(SessionTokenClaims claims) {
        return known(verifier.findActiveSession(claims.session()))
                .filter(claims::belongsTo)
                .map(session -> responses.of(claims));
    }

    private Optional<IntrospectionResponse> signingKeyToken(SigningKeyTokenClaims claims) {
        return known(verifier.findActiveSigningKey(claims.apiKey()))
                .map(ActiveSigningKey::key)
                .filter(claims::belongsTo)
                .map(key -> responses.of(claims, key));
    }

    private Optional<IntrospectionResponse> signingKeyRefreshToken(String text, TenantId tenant) {
        return families.findCurrent(text)
                .flatMap(token -> known(verifier.findActiveSigningKey(token.key()))
                        .map(ActiveSigningKey::key)
                        .filter(key -> key.tenant().equals(tenant))
                        .map(key -> responses.of(token, key)));
    }

    private Optional<IntrospectionResponse> refreshToken(String text, TenantId tenant) {
        return sessionTokens
                .check(text)
                .flatMap(token -> known(verifier.findActiveSession(token.session()))
                        .filter(session -> session.generation() == token.generation()))
                .filter(session -> session.tenant().equals(tenant))
                .map(responses::of);
    }
}
