package org.keyledger.query.audit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * What the entry of an event takes from the event itself.
 *
 * @param origin id of the user, session or key that the event creates or belongs to. The entry of the event that creates
 *     it is stored under this id; later entries take what their own event does not contain from there
 * @param creates whether the event creates it
 * @param user the subject; null if it is that of {@code origin}, or else the actor
 * @param tenant the tenant of the subject; null if it is that of {@code origin} or of the subject's registration
 * @param details ids and other plain words, by name
 * @param label label of the key after the event; null if the event does not change it
 * @param name personal detail of the subject, such as an address; null if there is none
 */
record Facts(
        @Nullable Object origin,
        boolean creates,
        @Nullable UserId user,
        @Nullable TenantId tenant,
        Map<String, String> details,
        @Nullable KeyOwner owner,
        @Nullable Label label,
        @Nullable String name) {

    static Facts of(UserId user) {
        return new Facts(user, false, user, null, Map.of(), null, null, null);
    }

    /** Of a session or key whose creation names the subject. */
    static Facts following(Object origin) {
        return new Facts(origin, false, null, null, Map.of(), null, null, null);
    }

    /** Of the actor. */
    static Facts ofActor() {
        return new Facts(null, false, null, null, Map.of(), null, null, null);
    }

    Facts in(TenantId itsTenant) {
        return new Facts(origin, creates, user, itsTenant, details, owner, label, name);
    }

    /** Later entries find the subject by this id. */
    Facts creating(Object id, TenantId in) {
        return new Facts(id, true, user, in, details, owner, label, name);
    }

    Facts detail(String detail, Object value) {
        var more = new TreeMap<>(details);
        more.put(detail, value.toString());
        return new Facts(origin, creates, user, tenant, more, owner, label, name);
    }

    Facts labelled(KeyOwner keyOwner, ApiKeyGrant grant) {
        return new Facts(origin, creates, user, tenant, details, keyOwner, grant.label(), name);
    }

    Facts named(String personalName) {
        return new Facts(origin, creates, user, tenant, details, owner, label, personalName);
    }
}
