package org.keyledger.query.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.ledger.annotation.PersonalData;

/** The profile of a user; address and name are encrypted under the user's key. */
record ProfileView(
        UserId user,
        TenantId tenant,
        @PersonalData(subject = "user") EmailAddress email,
        @PersonalData(subject = "user") @Nullable DisplayName name,
        @Nullable Instant emailVerifiedAt,
        Instant createdAt,
        Instant updatedAt) {

    static ProfileView of(UserRegistered event, Instant time) {
        return new ProfileView(event.user(), event.tenant(), event.email(), event.name(), null, time, time);
    }

    ProfileView withVerifiedEmail(Instant time) {
        return new ProfileView(
                user, tenant, email, name, emailVerifiedAt == null ? time : emailVerifiedAt, createdAt, time);
    }

    ProfileView withName(UserRenamed event, Instant time) {
        return new ProfileView(user, tenant, email, event.name(), emailVerifiedAt, createdAt, time);
    }

    /** The change also verifies the new address. */
    ProfileView withEmail(EmailChanged event, Instant time) {
        return new ProfileView(user, tenant, event.email(), name, time, createdAt, time);
    }

    ProfileView withUpdatedAt(Instant time) {
        return new ProfileView(user, tenant, email, name, emailVerifiedAt, createdAt, time);
    }

    boolean isErased() {
        return email.isErased();
    }

    UserProfile toUserProfile() {
        return new UserProfile(user, tenant, email, name, emailVerifiedAt, createdAt, updatedAt);
    }
}
