package org.keyledger.gateway.idempotency;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the commit keeps, sealed, of the request that made it.
 *
 * @param millis the time in the ids that it made
 * @param hmac of its body
 */
record IdempotencyFingerprint(long millis, String hmac) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

    /** Empty where it was erased. */
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
