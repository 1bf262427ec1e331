package org.keyledger.kernel.mail;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The device of a log-in.
 *
 * @param userAgent the {@code User-Agent} header, which the client chooses; null if it sent none
 * @param address the IP address
 */
public record DeviceNotice(
        UserId user,
        @PersonalData(subject = "user") @Nullable String userAgent,
        @PersonalData(subject = "user") @Nullable String address) {}
