package org.keyledger.command.login;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.ledger.encryption.SubjectKeys;

/** Computes the ids of streams of one kind, each of an address and a UTC date. */
final class AddressDays {

    private final SubjectKeys keys;
    private final String label;

    /** @param label of the key that is derived from the day's key; encryption uses another label */
    AddressDays(SubjectKeys keys, String label) {
        this.keys = keys;
        this.label = label;
    }

    /** Empty if the key of the date is destroyed. */
    Optional<AddressDayId> stream(EmailHmac email, LocalDate date) {
        return keys.dayKey(date, label)
                .map(key -> Hmac.sha256(key, email.value().getBytes(StandardCharsets.US_ASCII)))
                .map(bytes ->
                        new AddressDayId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    static LocalDate dateOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
