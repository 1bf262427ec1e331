package org.keyledger.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/** SHA-256 of a secret or an HMAC-SHA-256: 32 bytes, compared in constant time, hidden in {@code toString}. */
public final class Digest {

    private static final int LENGTH = 32;
    private static final Digest ERASED = new Digest(new byte[0]);

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The digest of a secret's UTF-8 bytes. */
    public static Digest of(String secret) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available in this JVM", e);
        }
    }

    /** The HMAC-SHA-256 of parts of which each is preceded by its length, so that different lists differ. */
    public static Digest hmac(SecretKey key, String... parts) {
        var message = Arrays.stream(parts)
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .flatMap(part -> Stream.of(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array(), part))
                .toArray(byte[][]::new);
        return new Digest(Hmac.sha256(key, message));
    }

    /**
     * Reads {@link #encoded()} back.
     *
     * @throws IllegalArgumentException if the text is not base64url
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Digest parse(String encoded) {
        return new Digest(Base64.getUrlDecoder().decode(encoded));
    }

    /** An erased digest matches nothing. */
    @StoredCreator
    static Digest ofStored(String encoded) {
        return encoded.equals(Erased.REPLACEMENT) ? ERASED : parse(encoded);
    }

    /** Base64url without padding. */
    @JsonValue
    public String encoded() {
        return bytes.length == 0
                ? Erased.REPLACEMENT
                : Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether both are digests of the same secret. */
    public boolean matches(Digest other) {
        return bytes.length > 0 && MessageDigest.isEqual(bytes, other.bytes);
    }

    /** Whether the 32 bytes at this offset are a digest of the same secret; compared in constant time. */
    public boolean matches(byte[] stored, int offset) {
        var difference = bytes.length ^ LENGTH;
        for (var i = 0; i < bytes.length && i < LENGTH; i++) {
            difference |= bytes[i] ^ stored[offset + i];
        }
        return difference == 0;
    }

    /** Copies the 32 bytes to this offset; false, and nothing is copied, for an erased digest. */
    public boolean copyTo(byte[] target, int offset) {
        if (bytes.length != LENGTH) {
            return false;
        }
        System.arraycopy(bytes, 0, target, offset, LENGTH);
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Digest[hidden]";
    }
}
