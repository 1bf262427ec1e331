package org.keyledger.gateway.jwt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes access tokens: JWS in compact serialization (RFC 7515, section 7.1) with ES256. The signature is most of their
 * cost; the builder of the library takes three times as long. The library verifies them.
 */
final class AccessTokenSigner {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SignatureProvider signatureProvider;
    /** The JSON of issuer and audience, which are the same in every token. */
    private final String issuance;

    private volatile @Nullable EncodedHeader header;

    AccessTokenSigner(JwtSettings settings, SignatureProvider signatureProvider) {
        this.signatureProvider = signatureProvider;
        this.issuance = "{\"iss\":" + quoted(settings.issuer()) + ",\"aud\":[" + quoted(settings.audience()) + "]";
    }

    private record EncodedHeader(String keyId, String text) {

        static EncodedHeader of(String keyId) {
            var json = "{\"typ\":" + quoted(AccessTokenVerifier.TYPE) + ",\"kid\":" + quoted(keyId)
                    + ",\"alg\":\"ES256\"}";
            return new EncodedHeader(keyId, encoded(json));
        }
    }

    /** What the tokens of one holder have in common: signing key, header and the first claims. */
    record Draft(SigningKey key, String header, String claims) {

        /** With another claim. */
        Draft with(String name, String value) {
            return new Draft(key, header, claims + ',' + quoted(name) + ':' + quoted(value));
        }

        @Override
        public String toString() {
            return "Draft[hidden]";
        }
    }

    /** A draft with the claims {@code iss}, {@code aud} and {@code sub}. */
    Draft draft(SigningKey key, String subject) {
        return new Draft(key, header(key.id()), issuance).with("sub", subject);
    }

    /** The token with {@code jti}, {@code iat} and {@code exp}; the times in whole seconds. */
    String sign(Draft draft, String id, Instant issuedAt, Instant expiresAt) {
        var claims = draft.with("jti", id).claims() + ",\"iat\":" + issuedAt.getEpochSecond() + ",\"exp\":"
                + expiresAt.getEpochSecond() + '}';
        var input = draft.header() + '.' + encoded(claims);
        var signature = signatureProvider.sign(draft.key(), input.getBytes(StandardCharsets.US_ASCII));
        return input + '.' + BASE64URL.encodeToString(signature);
    }

    private String header(String keyId) {
        EncodedHeader current = header;
        if (current == null || !current.keyId().equals(keyId)) {
            current = EncodedHeader.of(keyId);
            header = current;
        }
        return current.text();
    }

    private static String encoded(String json) {
        return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
