package org.keyledger.kernel;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * Who caused a commit. Recorded in its metadata, published with its events and written to the audit archive; ids are not
 * personal data, so an actor stays readable after the user was erased.
 *
 * @param kind how the actor was authenticated
 * @param user the user who acted or created the acting key; for {@link Kind#ANONYMOUS} the account that the request
 *     created
 * @param credential the id of the session or API key that authenticated the request
 * @param tenant the tenant of the user
 */
public record Actor(
        Kind kind,
        @Nullable UserId user,
        @Nullable String credential,
        @Nullable TenantId tenant) {

    /** How an actor was authenticated. */
    public enum Kind {
        /** A user, by a session. */
        USER,
        /** An API key. */
        KEY,
        /** Another service, by a credential of its own. */
        SERVICE,
        /** An operator, on the command line. */
        OPERATOR,
        /** The holder of a link that was mailed to the user. */
        MAILED_LINK,
        /** A request without a credential. */
        ANONYMOUS,
        /** The service itself. */
        SYSTEM;

        /** Reads what {@link #toString} writes. */
        public static Kind parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** The stored and published name, such as {@code mailed-link}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** @throws IllegalArgumentException if a kind lacks an id that it always has, or has one that it never has */
    public Actor {
        var named = user != null;
        var valid = switch (kind) {
            case USER, KEY -> named && credential != null && tenant != null;
            case SERVICE -> credential != null;
            case MAILED_LINK -> named && credential == null;
            case ANONYMOUS -> credential == null && (named || tenant == null);
            case OPERATOR, SYSTEM -> !named && credential == null && tenant == null;
        };
        if (!valid) {
            throw new IllegalArgumentException("an actor of kind " + kind + " cannot have user " + user
                    + ", credential " + credential + " and tenant " + tenant);
        }
    }

    public static Actor user(UserId user, SessionId session, TenantId tenant) {
        return new Actor(Kind.USER, user, session.toString(), tenant);
    }

    /** @param creator of the key */
    public static Actor key(UserId creator, ApiKeyId key, TenantId tenant) {
        return new Actor(Kind.KEY, creator, key.toString(), tenant);
    }

    /** The command side adds the tenant of the user: {@link #in}. */
    public static Actor mailedLink(UserId user) {
        return new Actor(Kind.MAILED_LINK, user, null, null);
    }

    public static Actor anonymous() {
        return new Actor(Kind.ANONYMOUS, null, null, null);
    }

    /** Somebody who creates this account. */
    public static Actor anonymous(UserId created, TenantId tenant) {
        return new Actor(Kind.ANONYMOUS, created, null, tenant);
    }

    public static Actor operator() {
        return new Actor(Kind.OPERATOR, null, null, null);
    }

    public static Actor system() {
        return new Actor(Kind.SYSTEM, null, null, null);
    }

    /** This actor with the tenant of its user. */
    public Actor in(TenantId tenantOfUser) {
        return new Actor(kind, user, credential, tenantOfUser);
    }

    /** The actor in the metadata of a command or event; empty if it has none. */
    public static Optional<Actor> of(Map<String, ?> metadata) {
        return text(metadata, RequestMetadata.ACTOR_KIND)
                .map(kind -> new Actor(
                        Kind.parse(kind),
                        text(metadata, RequestMetadata.ACTOR_USER)
                                .map(UserId::parse)
                                .orElse(null),
                        text(metadata, RequestMetadata.ACTOR_CREDENTIAL).orElse(null),
                        text(metadata, RequestMetadata.TENANT)
                                .map(TenantId::parse)
                                .orElse(null)));
    }

    private static Optional<String> text(Map<String, ?> metadata, String name) {
        return Optional.ofNullable(metadata.get(name)).map(Object::toString);
    }

    /** The metadata entries of this actor; none for an id that it does not have. */
    public Map<String, String> metadata() {
        var metadata = new HashMap<String, String>();
        metadata.put(RequestMetadata.ACTOR_KIND, kind.toString());
        put(metadata, RequestMetadata.ACTOR_USER, user);
        put(metadata, RequestMetadata.ACTOR_CREDENTIAL, credential);
        put(metadata, RequestMetadata.TENANT, tenant);
        return Map.copyOf(metadata);
    }

    private static void put(Map<String, String> metadata, String name, @Nullable Object value) {
        if (value != null) {
            metadata.put(name, value.toString());
        }
    }
}
