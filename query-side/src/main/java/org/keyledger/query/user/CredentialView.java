package org.keyledger.query.user;

import java.util.Optional;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/** The credentials of a user: the hash of the current password, encrypted under the user's key. */
record CredentialView(
        UserId user,
        TenantId tenant,
        @PersonalData(subject = "user") EmailHmac email,
        @Secret(subject = "user") PasswordHash password,
        CredentialVersion version,
        boolean emailVerified) {

    static CredentialView of(UserRegistered event) {
        return new CredentialView(
                event.user(), event.tenant(), event.emailHmac(), event.password(), event.credential(), false);
    }

    CredentialView withPassword(PasswordHash newPassword, CredentialVersion newVersion) {
        return new CredentialView(user, tenant, email, newPassword, newVersion, emailVerified);
    }

    CredentialView withVersion(CredentialVersion newVersion) {
        return new CredentialView(user, tenant, email, password, newVersion, emailVerified);
    }

    CredentialView withEmail(EmailChanged event) {
        return new CredentialView(user, tenant, event.emailHmac(), password, version, true);
    }

    CredentialView withVerifiedEmail() {
        return new CredentialView(user, tenant, email, password, version, true);
    }

    /** Empty for an erased user: all erased users would otherwise have the same key. */
    Optional<String> emailIndexKey() {
        return email.isErased() ? Optional.empty() : Optional.of(email.value());
    }

    boolean isErased() {
        return password.isErased();
    }

    Login toLogin() {
        return new Login(user, tenant, password, version, emailVerified);
    }
}
