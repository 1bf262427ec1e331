package org.keyledger.kernel.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/**
 * The token in a mailed link: user id, request id and their HMAC-SHA-256 under the link key, 16, 16 and 32 bytes in
 * base64url. It is derived again from the ids, so it is neither stored nor published.
 */
public record LinkToken(UserId user, MailRequestId request, String encoded) {

    private static final int ID_BYTES = 32;
    private static final int TOKEN_BYTES = ID_BYTES + 32;

    /** What a link may be used for; a token for one purpose is invalid for another. */
    public enum Purpose {
        VERIFY_EMAIL,
        RESET_PASSWORD,
        CHANGE_EMAIL,
        /** Drops a requested change of address. */
        CANCEL_EMAIL_CHANGE,
        /** Takes the former address back. */
        UNDO_EMAIL_CHANGE,
        /** Secures the account after something that its owner did not do. */
        NOT_ME
    }

    public static LinkToken create(SecretKey linkKey, Purpose purpose, UserId user, MailRequestId request) {
        var ids = ids(user, request);
        var bytes = ByteBuffer.allocate(TOKEN_BYTES)
                .put(ids)
                .put(hmac(linkKey, purpose, ids))
                .array();
        return new LinkToken(
                user, request, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token that the text encodes; empty unless this service created it for this purpose. */
    public static Optional<LinkToken> verify(SecretKey linkKey, Purpose purpose, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != TOKEN_BYTES) {
            return Optional.empty();
        }
        var all = ByteBuffer.wrap(bytes);
        var user = new UserId(new UUID(all.getLong(), all.getLong()));
        var request = new MailRequestId(new UUID(all.getLong(), all.getLong()));
        var expected = create(linkKey, purpose, user, request);
        var same = MessageDigest.isEqual(
                expected.encoded.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
        return same ? Optional.of(expected) : Optional.empty();
    }

    /** SHA-256 of the token, as the user's events store it. */
    public Digest digest() {
        return Digest.of(encoded);
    }

    private static byte[] ids(UserId user, MailRequestId request) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(user.value().getMostSignificantBits())
                .putLong(user.value().getLeastSignificantBits())
                .putLong(request.value().getMostSignificantBits())
                .putLong(request.value().getLeastSignificantBits())
                .array();
    }

    private static byte[] hmac(SecretKey key, Purpose purpose, byte[] ids) {
        var label = purpose.name().toLowerCase(Locale.ROOT) + "\0";
        return Hmac.sha256(key, label.getBytes(StandardCharsets.UTF_8), ids);
    }

    @Override
    public String toString() {
        return "LinkToken[hidden]";
    }
}
