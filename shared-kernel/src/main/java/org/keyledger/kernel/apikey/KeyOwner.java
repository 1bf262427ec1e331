package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * Whom a key acts for: the user who created it, with whom it ends, or the tenant.
 *
 * @param kind which of them
 * @param id the text of the user's or tenant's id
 */
public record KeyOwner(Kind kind, String id) {

    private static final String TENANT_PREFIX = "cust_";

    /** Whether a key acts for its creator or for the tenant. */
    public enum Kind {
        USER,
        TENANT;

        /** Lower case, as in requests and responses. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        public KeyOwner of(UserId creator, TenantId tenant) {
            return this == USER ? KeyOwner.of(creator) : KeyOwner.of(tenant);
        }
    }

    public static KeyOwner of(UserId user) {
        return new KeyOwner(Kind.USER, user.toString());
    }

    public static KeyOwner of(TenantId tenant) {
        return new KeyOwner(Kind.TENANT, tenant.toString());
    }

    /** @throws IllegalArgumentException unless the text is a tenant's id with its prefix, or a user's id */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static KeyOwner parse(String id) {
        return id.startsWith(TENANT_PREFIX) ? of(TenantId.parse(id)) : of(UserId.parse(id));
    }

    /** The user; empty for a key of the tenant. */
    public Optional<UserId> user() {
        return kind == Kind.USER ? Optional.of(UserId.parse(id)) : Optional.empty();
    }

    public boolean isTenant() {
        return kind == Kind.TENANT;
    }

    /** The id, which also is the subject of the key's personal data. */
    @JsonValue
    @Override
    public String toString() {
        return id;
    }
}
