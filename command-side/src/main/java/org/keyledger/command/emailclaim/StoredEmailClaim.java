package org.keyledger.command.emailclaim;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;

/**
 * The reserved value of an address: the id of its claim and, after a slash, of the retained claim that the
 * commit of the first one releases.
 *
 * @param predecessor null if the address was free
 */
record StoredEmailClaim(EmailClaimId claim, @Nullable EmailClaimId predecessor) {

    static final String KEY_PREFIX = "email/";

    private static final String SEPARATOR = "/";

    static StoredEmailClaim of(EmailClaimId claim) {
        return new StoredEmailClaim(claim, null);
    }

    static String storeKey(EmailHmac email) {
        return KEY_PREFIX + email.value();
    }

    /** @throws IllegalArgumentException if the bytes are no value of an address */
    static StoredEmailClaim parse(byte[] bytes) {
        var ids = new String(bytes, UTF_8).split(SEPARATOR, 2);
        return new StoredEmailClaim(EmailClaimId.parse(ids[0]), ids.length == 1 ? null : EmailClaimId.parse(ids[1]));
    }

    byte[] bytes() {
        return (predecessor == null ? claim.toString() : claim + SEPARATOR + predecessor).getBytes(UTF_8);
    }
}
