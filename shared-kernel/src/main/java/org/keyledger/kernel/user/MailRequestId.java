package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.Identifier;
import org.keyledger.kernel.apikey.ApiKeyId;

/** Id of one requested mail: a UUIDv7. */
public record MailRequestId(UUID value) {

    /** @throws IllegalArgumentException unless the text is a UUID or 32 hex digits */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MailRequestId parse(String text) {
        return new MailRequestId(Identifier.parse("", text));
    }

    /**
     * The id of the notice about a password change. No request creates this mail, so its id is derived from the user
     * and the credential version.
     */
    public static MailRequestId forPasswordNotice(UserId user, CredentialVersion password) {
        var id = user.value();
        return new MailRequestId(
                new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ password.number()));
    }

    /** The id of the notice about a new API key, derived from the key. */
    public static MailRequestId forApiKeyNotice(ApiKeyId key) {
        return new MailRequestId(key.value());
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
