package org.keyledger.query.user;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.EmailProof;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/**
 * The credential that log-ins are verified against: the hash of the current password, encrypted under the user's own
 * key, which is null for an account without a password, and what is proved about the address.
 */
record CredentialView(
        UserId user,
        TenantId tenant,
        @PersonalData(subject = "user") EmailHmac email,
        @Nullable @Secret(subject = "user") PasswordHash password,
        CredentialVersion version,
        @JsonUnwrapped EmailProof proof) {

    static CredentialView of(UserRegistered event) {
        return new CredentialView(
                event.user(), event.tenant(), event.emailHmac(), event.password(), event.credential(), EmailProof.NONE);
    }

    CredentialView withPassword(@Nullable PasswordHash current) {
        return new CredentialView(user, tenant, email, current, version, proof);
    }

    CredentialView withEmail(EmailHmac current) {
        return new CredentialView(user, tenant, current, password, version, proof);
    }

    /** The version and what is proved about the address after this event; most events keep them. */
    CredentialView after(UserEvent event) {
        var current = CredentialState.after(event).map(CredentialState::version);
        return new CredentialView(user, tenant, email, password, current.orElse(version), proof.after(event));
    }

    /** None for an erased user: all erased users would share one key. */
    Optional<String> emailIndexKey() {
        return email.isErased() ? Optional.empty() : Optional.of(email.value());
    }

    boolean isErased() {
        return email.isErased();
    }

    Login toLogin() {
        return new Login(user, tenant, password, version, proof.verified(), proof.ownershipProved());
    }
}
