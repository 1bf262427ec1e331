package org.keyledger.command.user;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;

/** HMAC of the request that set the present password, and when that was recorded. */
record NewPasswordReceipt(Digest receipt, Instant recordedAt) {

    private static final Duration REPEATABLE_FOR = Duration.ofMinutes(10);

    static @Nullable NewPasswordReceipt of(@Nullable Digest receipt, Instant recordedAt) {
        return receipt == null ? null : new NewPasswordReceipt(receipt, recordedAt);
    }

    /** The absolute difference, so that a clock that was set back does not extend the time. */
    boolean isRepeatedBy(Digest other, Instant now) {
        return receipt.matches(other) && Duration.between(recordedAt, now).abs().compareTo(REPEATABLE_FOR) < 0;
    }
}
