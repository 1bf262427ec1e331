package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/** Events of a user. */
public sealed interface UserEvent {

    UserId user();

    /** Has an account; the address is not verified yet. */
    @CreatesDataSubject("user")
    record UserRegistered(
            UserId user,
            TenantId tenant,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @JsonUnwrapped UserProfile profile,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential)
            implements UserEvent {}

    /**
     * Is to receive a verification link; {@code token} is SHA-256 of the token in it. Invalidates earlier verification
     * links.
     */
    record EmailVerificationRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /** Proved the address; {@code request} is null if the service sends no mail. */
    record EmailVerified(UserId user, @Nullable MailRequestId request) implements UserEvent {}

    /**
     * Requested a password reset by mail; {@code token} is SHA-256 of the token in the link. Invalidates earlier reset
     * links.
     */
    record PasswordResetRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /** Set a new password with the mailed link of this request; every session ends. */
    record PasswordReset(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential)
            implements UserEvent {}

    /** The hash of the password was replaced; sessions and the credential version stay valid. */
    record PasswordRehashed(
            UserId user, @Secret(subject = "user") PasswordHash password, CredentialVersion credential)
            implements UserEvent {}

    /** Has a new display name. */
    record UserRenamed(
            UserId user, @PersonalData(subject = "user") DisplayName name) implements UserEvent {}

    /**
     * Requested another address. A link is mailed to it, or, if the address belongs to another account, a notice
     * without a link. {@code token} is SHA-256 of the token in the link. Invalidates earlier change links.
     */
    record EmailChangeRequested(
            UserId user,
            MailRequestId request,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            @Secret(subject = "user") Digest token,
            Instant expiresAt)
            implements UserEvent {}

    /**
     * Has another, verified address; a notice is mailed to {@code former}. {@code request} is null if the service sends
     * no mail.
     */
    record EmailChanged(
            UserId user,
            @Nullable MailRequestId request,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            @PersonalData(subject = "user") EmailAddress former)
            implements UserEvent {}

    /**
     * Ended all other sessions: {@code credential} is the next version, so that every session except {@code kept} ends.
     */
    record OtherSessionsEnded(UserId user, CredentialVersion credential, SessionId kept) implements UserEvent {}

    /** Is erased: every session ends, and the user's personal data is unreadable once the user's key is destroyed. */
    record UserErased(UserId user) implements UserEvent {}

    /** Has a new password; every session except {@code kept} ends. */
    record PasswordChanged(
            UserId user,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential,
            @Nullable SessionId kept)
            implements UserEvent {}
}
