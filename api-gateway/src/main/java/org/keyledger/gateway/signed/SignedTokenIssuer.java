package org.keyledger.gateway.signed;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.UUID;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.jwt.AccessTokenService;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.apikey.ActiveApiKey;

/** Issues the tokens of an active signing key and records that the key was used. */
final class SignedTokenIssuer {

    private static final int FAMILY_BYTES = 16;

    private final AccessTokenService accessTokens;
    private final CredentialVerifier verifier;
    private final ServiceKeys keys;
    private final RandomSource randomSource;
    private final SignedApiSettings settings;
    private final Clock clock;

    SignedTokenIssuer(
            AccessTokenService accessTokens,
            CredentialVerifier verifier,
            ServiceKeys keys,
            RandomSource randomSource,
            SignedApiSettings settings,
            Clock clock) {
        this.accessTokens = accessTokens;
        this.verifier = verifier;
        this.keys = keys;
        this.randomSource = randomSource;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The response of both endpoints.
     *
     * @param expiresIn lifetime of the access token in seconds
     * @param expiresAt expiry of the access token in Unix seconds
     */
    record SignedTokenResponse(
            String accessToken, String refreshToken, String tokenType, long expiresIn, long expiresAt) {
        @Override
        public String toString() {
            return "SignedTokenResponse[hidden]";
        }
    }

    /** An access token, and the first refresh token of a new family. */
    SignedTokenResponse issue(ActiveApiKey key) {
        var random = ByteBuffer.wrap(randomSource.bytes("signed-refresh-family", FAMILY_BYTES));
        var family = new UUID(random.getLong(), random.getLong());
        return issue(key, KeyRefreshToken.first(keys.key(Purpose.REFRESH), family, key.key(), clock.instant()));
    }

    SignedTokenResponse issue(ActiveApiKey key, KeyRefreshToken refreshToken) {
        var lifetime = settings.accessToken();
        var accessToken = accessTokens.issue(key, lifetime);
        verifier.recordUse(key.key());
        return new SignedTokenResponse(
                accessToken,
                refreshToken.encoded(),
                "bearer",
                lifetime.toSeconds(),
                clock.instant().getEpochSecond() + lifetime.toSeconds());
    }
}
