package org.keyledger.gateway.passkey;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.keyledger.kernel.user.UserId;

/** The user handle of WebAuthn (Level 3, section 14.6.1): the 16 bytes of the user's id, which identify nobody elsewhere. */
final class UserHandle {

    private UserHandle() {}

    /** Base64url without padding. */
    static String of(UserId user) {
        var bytes = ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(user.value().getMostSignificantBits())
                .putLong(user.value().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
