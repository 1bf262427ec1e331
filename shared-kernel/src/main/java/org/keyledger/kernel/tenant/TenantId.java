package org.keyledger.kernel.tenant;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.Identifier;

/** Id of a tenant: a UUIDv7, written as {@code cust_} and 32 hex digits. */
public record TenantId(UUID value) {

    private static final String PREFIX = "cust_";

    /** @throws IllegalArgumentException unless the text is {@code cust_} and 32 hex digits, or a UUID */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static TenantId parse(String text) {
        return new TenantId(Identifier.parse(PREFIX, text));
    }

    @JsonValue
    @Override
    public String toString() {
        return Identifier.format(PREFIX, value);
    }
}
