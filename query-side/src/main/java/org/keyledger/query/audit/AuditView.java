package org.keyledger.query.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.audit.AuditEntry;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * A security event as it is stored. Ids, times and type names stay when the subject is erased, as they do in the ledger;
 * what is personal cannot be read after that.
 *
 * @param user the subject; null if the event belongs to a tenant only
 * @param address of the actor's request; null if no user acted, because it would outlive the key of its day
 * @param name personal detail of the subject, such as an address
 * @param latestLabel in the entry that creates a key: its label after the last change, which later entries copy
 */
record AuditView(
        long position,
        Instant time,
        String event,
        @Nullable UserId user,
        @Nullable TenantId tenant,
        Actor.Kind actor,
        @Nullable UserId actorUser,
        @Nullable String credential,
        @PersonalData(subject = "actorUser") @Nullable String address,
        @PersonalData(subject = "actorUser") @Nullable String userAgent,
        Map<String, String> details,
        @PersonalData(subject = "user") @Nullable String name,
        @Nullable KeyOwner owner,

        @PersonalData(subject = "tenant", alsoSubject = "owner") @Nullable
        Label label,

        @PersonalData(subject = "tenant", alsoSubject = "owner") @Nullable
        Label latestLabel) {

    /** {@code session} of {@code session.started}. */
    String family() {
        return event.substring(0, event.indexOf('.'));
    }

    AuditView withLatestLabel(@Nullable Label latest) {
        return new AuditView(
                position,
                time,
                event,
                user,
                tenant,
                actor,
                actorUser,
                credential,
                address,
                userAgent,
                details,
                name,
                owner,
                label,
                latest);
    }

    /** Without the address of another user than the subject. */
    AuditEntry toEntry() {
        var own = Objects.equals(user, actorUser);
        var shown = new TreeMap<>(details);
        putUnlessErased(shown, "label", label == null ? null : label.value());
        putUnlessErased(shown, "name", name);
        return new AuditEntry(
                position,
                time,
                event,
                actor,
                credential,
                own ? unlessErased(address) : null,
                own ? unlessErased(userAgent) : null,
                shown);
    }

    private static void putUnlessErased(Map<String, String> details, String detail, @Nullable String personal) {
        var readable = unlessErased(personal);
        if (readable != null) {
            details.put(detail, readable);
        }
    }

    private static @Nullable String unlessErased(@Nullable String personal) {
        return Erased.REPLACEMENT.equals(personal) ? null : personal;
    }
}
