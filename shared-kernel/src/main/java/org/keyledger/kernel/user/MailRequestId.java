package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.UUID;
import org.keyledger.kernel.Identifier;

/** Id of one requested mail: a UUIDv7 (RFC 9562, section 5.7). */
public record MailRequestId(UUID value) {

    private static final int MILLIS_SHIFT = 16;
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long POSITION_BITS = 0x3fff_ffff_ffff_ffffL;

    /** @throws IllegalArgumentException unless the text is a UUID or 32 hex digits */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MailRequestId parse(String text) {
        return new MailRequestId(Identifier.parse("", text));
    }

    /**
     * The id of the notice about an event. No request creates this mail, so its id is derived from the position and the
     * time of the event.
     */
    public static MailRequestId ofNotice(long position, Instant time) {
        return new MailRequestId(
                new UUID((time.toEpochMilli() << MILLIS_SHIFT) | VERSION, VARIANT | (position & POSITION_BITS)));
    }

    /** When the mail was requested, or when the event of the notice happened: the time in the UUIDv7, in milliseconds. */
    public Instant requestedAt() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> MILLIS_SHIFT);
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
