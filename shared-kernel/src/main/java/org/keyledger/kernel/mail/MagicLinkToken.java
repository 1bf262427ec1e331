package org.keyledger.kernel.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.user.MailRequestId;

/**
 * A token of a magic link: request id and its HMAC-SHA-256 under the link key, 16 and 32 bytes in base64url. It names no
 * user, so that it is the same for an address without an account, and it is derived again from the id.
 */
public record MagicLinkToken(MailRequestId request, String encoded) {

    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = ID_BYTES + 32;
    private static final byte[] CODE_LABEL = "magic_code\0".getBytes(UTF_8);
    private static final int CODES = 1_000_000;

    /** Who has the token; the token of one is invalid for the other. */
    public enum Purpose {
        /** The mailed link. */
        MAGIC_LINK,
        /** The browser that requested the link. */
        MAGIC_BROWSER
    }

    public static MagicLinkToken create(SecretKey linkKey, Purpose purpose, MailRequestId request) {
        var id = id(request);
        var label = (purpose.name().toLowerCase(Locale.ROOT) + "\0").getBytes(UTF_8);
        var bytes = ByteBuffer.allocate(TOKEN_BYTES)
                .put(id)
                .put(Hmac.sha256(linkKey, label, id))
                .array();
        return new MagicLinkToken(
                request, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token that the text encodes; empty unless this service created it for this purpose. */
    public static Optional<MagicLinkToken> verify(SecretKey linkKey, Purpose purpose, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != TOKEN_BYTES) {
            return Optional.empty();
        }
        var fields = ByteBuffer.wrap(bytes);
        var expected = create(linkKey, purpose, new MailRequestId(new UUID(fields.getLong(), fields.getLong())));
        return MessageDigest.isEqual(expected.encoded.getBytes(UTF_8), text.getBytes(UTF_8))
                ? Optional.of(expected)
                : Optional.empty();
    }

    /** The code of the link, six decimal digits. */
    public static String code(SecretKey linkKey, MailRequestId request) {
        var number =
                ByteBuffer.wrap(Hmac.sha256(linkKey, CODE_LABEL, id(request))).getLong();
        return String.format(Locale.ROOT, "%06d", Long.remainderUnsigned(number, CODES));
    }

    private static byte[] id(MailRequestId request) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(request.value().getMostSignificantBits())
                .putLong(request.value().getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return "MagicLinkToken[hidden]";
    }
}
