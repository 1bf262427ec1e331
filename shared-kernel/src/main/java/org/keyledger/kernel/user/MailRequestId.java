package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.identifier.Identifier;

/** Names one mail that a user was to get: a UUIDv7. */
public record MailRequestId(UUID value) {

    /** @throws IllegalArgumentException unless it is one, in either spelling */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MailRequestId parse(String text) {
        return new MailRequestId(Identifier.parse("", text));
    }

    /** The mail that tells a user of their new password: nobody asked for it, so it is told apart by the version. */
    public static MailRequestId forPasswordNotice(UserId user, CredentialVersion password) {
        var id = user.value();
        return new MailRequestId(
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ password.number()));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
