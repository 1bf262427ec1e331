package org.keyledger.gateway.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.jwt.IssuerAndAudience;
import org.keyledger.gateway.jwt.SessionTokenClaims;
import org.keyledger.gateway.jwt.SigningKeyTokenClaims;
import org.keyledger.gateway.signed.RefreshFamilyStore.CurrentToken;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;

/**
 * The response of RFC 7662, section 2.2. Times are Unix seconds.
 *
 * @param clientId the API key, if the token is one or ends with one; a signing key as a plain UUID
 * @param sub the user, or the tenant for a key that acts for it
 * @param sid the session, if the token belongs to one
 * @param tokenType {@code bearer}, {@code api_key} or {@code refresh_token}
 */
record IntrospectionResponse(
        boolean active,
        @Nullable String scope,
        @Nullable String clientId,
        @Nullable String sub,
        @Nullable TenantId tid,
        @Nullable SessionId sid,
        @Nullable Long exp,
        @Nullable Long iat,
        @Nullable String iss,
        @Nullable String aud,
        @Nullable String tokenType) {

    static final IntrospectionResponse INACTIVE =
            new IntrospectionResponse(false, null, null, null, null, null, null, null, null, null, null);

    /** Builds responses with the issuer and audience of this service. */
    record Factory(IssuerAndAudience issuerAndAudience) {

        IntrospectionResponse of(SessionTokenClaims claims) {
            return new IntrospectionResponse(
                    true,
                    Scopes.ALL.toString(),
                    null,
                    claims.user().toString(),
                    claims.tenant(),
                    claims.session(),
                    claims.expiresAt().getEpochSecond(),
                    claims.issuedAt().getEpochSecond(),
                    issuerAndAudience.issuer(),
                    issuerAndAudience.audience(),
                    "bearer");
        }

        IntrospectionResponse of(ActiveApiKey key) {
            var until = key.acceptedUntil();
            return new IntrospectionResponse(
                    true,
                    key.access().scopes().toString(),
                    key.key().toString(),
                    key.owner().toString(),
                    key.tenant(),
                    null,
                    until == null ? null : until.getEpochSecond(),
                    null,
                    issuerAndAudience.issuer(),
                    issuerAndAudience.audience(),
                    "api_key");
        }

        IntrospectionResponse of(SigningKeyTokenClaims claims, ActiveApiKey key) {
            return ofSigningKey(key, claims.issuedAt(), claims.expiresAt(), "bearer");
        }

        IntrospectionResponse of(CurrentToken refreshToken, ActiveApiKey key) {
            return ofSigningKey(key, refreshToken.issuedAt(), refreshToken.expiresAt(), "refresh_token");
        }

        private IntrospectionResponse ofSigningKey(ActiveApiKey key, Instant issuedAt, Instant expiresAt, String type) {
            return new IntrospectionResponse(
                    true,
                    key.access().scopes().toString(),
                    key.key().value().toString(),
                    key.owner().toString(),
                    key.tenant(),
                    null,
                    expiresAt.getEpochSecond(),
                    issuedAt.getEpochSecond(),
                    issuerAndAudience.issuer(),
                    issuerAndAudience.audience(),
                    type);
        }

        IntrospectionResponse of(ActiveSession session) {
            return new IntrospectionResponse(
                    true,
                    Scopes.ALL.toString(),
                    null,
                    session.user().toString(),
                    session.tenant(),
                    session.session(),
                    session.endsAt().getEpochSecond(),
                    session.startedAt().getEpochSecond(),
                    issuerAndAudience.issuer(),
                    issuerAndAudience.audience(),
                    "refresh_token");
        }
    }
}
