package org.keyledger.gateway.idempotency;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an idempotent request that is stored, encrypted, with its commit.
 *
 * @param millis the time from which the ids were derived, Unix milliseconds
 * @param hmac HMAC-SHA-256 of the request body, base64url
 */
record IdempotencyFingerprint(long millis, String hmac) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

    /** Empty if the fingerprint was erased or has another form. */
    static Optional<IdempotencyFingerprint> read(@Nullable String text) {
        var form = FORM.matcher(text == null ? "" : text);
        return form.matches()
                ? Optional.of(new IdempotencyFingerprint(Long.parseLong(form.group(1)), form.group(2)))
                : Optional.empty();
    }

    String text() {
        return millis + "." + hmac;
    }
}
