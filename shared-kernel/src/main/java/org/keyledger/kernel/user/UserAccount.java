package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.tenant.TenantId;

/** A user's account as the user may see it: what the read model stores and the query returns. */
public record UserAccount(
        UserId user,
        TenantId tenant,
        @JsonUnwrapped UserProfile profile,
        @Nullable Instant emailVerifiedAt,
        Instant createdAt,
        Instant updatedAt,
        Language language) {

    /** A user who reads English. */
    public UserAccount(
            UserId user,
            TenantId tenant,
            UserProfile profile,
            @Nullable Instant emailVerifiedAt,
            Instant createdAt,
            Instant updatedAt) {
        this(user, tenant, profile, emailVerifiedAt, createdAt, updatedAt, Language.ENGLISH);
    }

    /** The first proof of the address counts; a later one changes {@code updatedAt} only. */
    public UserAccount withVerifiedEmail(Instant time) {
        return with(profile, emailVerifiedAt == null ? time : emailVerifiedAt, time);
    }

    public UserAccount withName(DisplayName name, Instant time) {
        return with(profile.withName(name), emailVerifiedAt, time);
    }

    /** The change itself proves the new address. */
    public UserAccount withEmail(EmailAddress email, Instant time) {
        return with(profile.withEmail(email), time, time);
    }

    /** A former address was taken back; the reset that must follow verifies it. */
    public UserAccount withUnverifiedEmail(EmailAddress email, Instant time) {
        return with(profile.withEmail(email), null, time);
    }

    public UserAccount withLanguage(Language changed, Instant time) {
        return new UserAccount(user, tenant, profile, emailVerifiedAt, createdAt, time, changed);
    }

    public UserAccount withUpdatedAt(Instant time) {
        return with(profile, emailVerifiedAt, time);
    }

    private UserAccount with(UserProfile changed, @Nullable Instant verifiedAt, Instant time) {
        return new UserAccount(user, tenant, changed, verifiedAt, createdAt, time, language);
    }
}
