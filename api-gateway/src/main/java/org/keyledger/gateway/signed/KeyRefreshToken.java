package org.keyledger.gateway.signed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.crypto.Hmac;

/**
 * The refresh token of a signing key: base64url of family, key, generation, start of the family and time of issue (16, 16,
 * 4, 8 and 8 bytes, times in Unix milliseconds) and their HMAC-SHA-256 under the refresh key. The token of a generation is
 * derived again from these, so that parallel refreshes get the same successor.
 *
 * @param family the tokens that descend from one signature
 */
record KeyRefreshToken(
        UUID family, ApiKeyId key, int generation, Instant familyStartedAt, Instant issuedAt, String encoded) {

    static final int FIRST_GENERATION = 1;

    /** Separates its HMAC from that of a session's refresh token, which has the same key. */
    private static final byte[] LABEL = "signed_api\0".getBytes(StandardCharsets.UTF_8);

    private static final int PAYLOAD_BYTES = 52;
    private static final int TOTAL_BYTES = PAYLOAD_BYTES + 32;

    /** The first token of a new family. */
    static KeyRefreshToken first(SecretKey secret, UUID family, ApiKeyId key, Instant now) {
        return create(secret, family, key, FIRST_GENERATION, now, now);
    }

    /** The token that replaces this one. */
    KeyRefreshToken next(SecretKey secret, Instant issued) {
        return create(secret, family, key, generation + 1, familyStartedAt, issued);
    }

    private static KeyRefreshToken create(
            SecretKey secret, UUID family, ApiKeyId key, int generation, Instant started, Instant issued) {
        var payload = ByteBuffer.allocate(PAYLOAD_BYTES)
                .putLong(family.getMostSignificantBits())
                .putLong(family.getLeastSignificantBits())
                .putLong(key.value().getMostSignificantBits())
                .putLong(key.value().getLeastSignificantBits())
                .putInt(generation)
                .putLong(started.toEpochMilli())
                .putLong(issued.toEpochMilli())
                .array();
        var bytes = ByteBuffer.allocate(TOTAL_BYTES)
                .put(payload)
                .put(Hmac.sha256(secret, LABEL, payload))
                .array();
        return new KeyRefreshToken(
                family,
                key,
                generation,
                started.truncatedTo(ChronoUnit.MILLIS),
                issued.truncatedTo(ChronoUnit.MILLIS),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty unless this service issued the token. Whether it has expired or was replaced is not checked here. */
    static Optional<KeyRefreshToken> check(SecretKey secret, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != TOTAL_BYTES) {
            return Optional.empty();
        }
        var all = ByteBuffer.wrap(bytes);
        var family = new UUID(all.getLong(), all.getLong());
        var key = new ApiKeyId(new UUID(all.getLong(), all.getLong()));
        var generation = all.getInt();
        var started = Instant.ofEpochMilli(all.getLong());
        var expected = create(secret, family, key, generation, started, Instant.ofEpochMilli(all.getLong()));
        return MessageDigest.isEqual(
                        expected.encoded.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(expected)
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "KeyRefreshToken[hidden]";
    }
}
