package org.keyledger.gateway.stepup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * Names a user who has proved the password and not yet the second factor. Its text is base64url of its fields and their
 * HMAC-SHA-256, so that nobody else can make one; clients treat it as opaque.
 *
 * @param id random; a token is used at most once
 * @param credential the version of the credential that was proved
 * @param authentication what was proved, and when
 * @param context what the log-in needs when it continues, at most 255 ASCII characters
 */
record PartialToken(
        UUID id,
        UserId user,
        CredentialVersion credential,
        Authentication authentication,
        Instant expiresAt,
        String context) {

    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 32;
    private static final int FIXED_BYTES = 1 + 16 + 16 + 4 + 1 + 8 + 8;
    private static final int MAX_BYTES = FIXED_BYTES + 255 + MAC_BYTES;

    String encode(SecretKey key) {
        var rest = context.getBytes(StandardCharsets.US_ASCII);
        var payload = ByteBuffer.allocate(FIXED_BYTES + rest.length)
                .put(VERSION)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(user.value().getMostSignificantBits())
                .putLong(user.value().getLeastSignificantBits())
                .putInt(credential.number())
                .put(bits(authentication.methods()))
                .putLong(authentication.at().toEpochMilli())
                .putLong(expiresAt.toEpochMilli())
                .put(rest)
                .array();
        var bytes = Arrays.copyOf(payload, payload.length + MAC_BYTES);
        System.arraycopy(Hmac.sha256(key, payload), 0, bytes, payload.length, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty unless the text was encoded with this key, in its only spelling. */
    static Optional<PartialToken> decode(SecretKey key, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < FIXED_BYTES + MAC_BYTES || bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        var payload = Arrays.copyOf(bytes, bytes.length - MAC_BYTES);
        var mac = Arrays.copyOfRange(bytes, payload.length, bytes.length);
        if (!MessageDigest.isEqual(mac, Hmac.sha256(key, payload)) || payload[0] != VERSION) {
            return Optional.empty();
        }
        return Optional.of(read(ByteBuffer.wrap(payload, 1, payload.length - 1)))
                .filter(token -> token.encode(key).equals(text));
    }

    private static PartialToken read(ByteBuffer fields) {
        var id = new UUID(fields.getLong(), fields.getLong());
        var user = new UserId(new UUID(fields.getLong(), fields.getLong()));
        var credential = new CredentialVersion(fields.getInt());
        var methods = methods(fields.get());
        var authentication = new Authentication(methods, Instant.ofEpochMilli(fields.getLong()));
        var expiresAt = Instant.ofEpochMilli(fields.getLong());
        var context = StandardCharsets.US_ASCII.decode(fields).toString();
        return new PartialToken(id, user, credential, authentication, expiresAt, context);
    }

    /** The password is bit 0, a one-time code bit 1. */
    private static byte bits(List<AuthenticationMethod> methods) {
        return (byte) methods.stream().mapToInt(method -> 1 << method.ordinal()).sum();
    }

    private static List<AuthenticationMethod> methods(byte bits) {
        return Arrays.stream(AuthenticationMethod.values())
                .filter(method -> ((bits >> method.ordinal()) & 1) == 1)
                .toList();
    }

    @Override
    public String toString() {
        return "PartialToken[hidden]";
    }
}
