package org.keyledger.gateway.cookie;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;

/**
 * A {@link HostCookie} whose value is content of a fixed length and its HMAC-SHA-256, in base64url. Its reader need not
 * trust the client.
 */
public final class SignedCookie {

    private static final int HMAC_BYTES = 32;

    private final HostCookie cookie;
    private final ServiceKeys keys;
    private final Purpose purpose;
    private final byte[] label;
    private final int contentBytes;

    /**
     * @param label of the HMAC, different for each cookie with a key of this purpose
     * @param contentBytes the length of the content
     */
    public SignedCookie(HostCookie cookie, ServiceKeys keys, Purpose purpose, String label, int contentBytes) {
        this.cookie = cookie;
        this.keys = keys;
        this.purpose = purpose;
        this.label = (label + "\0").getBytes(StandardCharsets.UTF_8);
        this.contentBytes = contentBytes;
    }

    public void write(HttpServletResponse response, byte[] content, Duration maxAge) {
        var value = ByteBuffer.allocate(contentBytes + HMAC_BYTES)
                .put(content)
                .put(hmac(content))
                .array();
        cookie.write(response, Base64.getUrlEncoder().withoutPadding().encodeToString(value), maxAge);
    }

    public void clear(HttpServletResponse response) {
        cookie.clear(response);
    }

    /** The contents that this service has signed. */
    public Stream<ByteBuffer> contents(HttpServletRequest request) {
        return cookie.values(request).stream().flatMap(value -> read(value).stream());
    }

    private Optional<ByteBuffer> read(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != contentBytes + HMAC_BYTES) {
            return Optional.empty();
        }
        var content = Arrays.copyOf(bytes, contentBytes);
        return MessageDigest.isEqual(hmac(content), Arrays.copyOfRange(bytes, contentBytes, bytes.length))
                ? Optional.of(ByteBuffer.wrap(content))
                : Optional.empty();
    }

    private byte[] hmac(byte[] content) {
        return Hmac.sha256(keys.key(purpose), label, content);
    }
}
