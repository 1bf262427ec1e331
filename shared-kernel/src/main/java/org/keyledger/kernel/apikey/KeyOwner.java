package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * Whom a key acts for: the user who created it, with whom it ends, or the tenant.
 *
 * @param kind which of them
 * @param id the user's or tenant's id
 */
public record KeyOwner(Kind kind, UUID id) {

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
        return new KeyOwner(Kind.USER, user.value());
    }

    public static KeyOwner of(TenantId tenant) {
        return new KeyOwner(Kind.TENANT, tenant.value());
    }

    /** @throws IllegalArgumentException unless the text is a tenant's id with its prefix, or a user's id */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static KeyOwner parse(String id) {
        return id.startsWith(TENANT_PREFIX) ? of(TenantId.parse(id)) : of(UserId.parse(id));
    }

    /** The user; empty for a key of the tenant. */
    public Optional<UserId> user() {
        return kind == Kind.USER ? Optional.of(new UserId(id)) : Optional.empty();
    }

    public boolean isTenant() {
        return kind == Kind.TENANT;
    }

    /** The text of the id, which also is the subject of the key's personal data. */
    @JsonValue
    @Override
    public String toString() {
        return isTenant() ? new TenantId(id).toString() : id.toString();
    }
}
