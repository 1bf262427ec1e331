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

    /** Created an account; its address is not verified yet. */
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

    /** Asked for a mail with a link; {@code token} is SHA-256 of the link's token. Invalidates every earlier link. */
    record EmailVerificationRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /** Verified the address; {@code request} is null if the service sends no mail. */
    record EmailVerified(UserId user, @Nullable MailRequestId request) implements UserEvent {}

    /**
     * Asked for a password reset link; {@code token} is SHA-256 of the link's token. Invalidates every earlier link.
     */
    record PasswordResetRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /** Set a new password with the mailed link of this request; ends every session. */
    record PasswordReset(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential)
            implements UserEvent {}

    /** The same password under another hash: ends no session, and {@code credential} stays the current version. */
    record PasswordRehashed(
            UserId user, @Secret(subject = "user") PasswordHash password, CredentialVersion credential)
            implements UserEvent {}

    /** Changed the display name. */
    record UserRenamed(
            UserId user, @PersonalData(subject = "user") DisplayName name) implements UserEvent {}

    /**
     * Asked to replace the address. The new address gets a mail with a link or, if another account has it, a notice.
     * {@code token} is SHA-256 of the link's token. Invalidates every earlier request.
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
     * Replaced the address by another verified one; {@code former} gets a notice. {@code request} is null if the
     * service sends no mail.
     */
    record EmailChanged(
            UserId user,
            @Nullable MailRequestId request,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            @PersonalData(subject = "user") EmailAddress former)
            implements UserEvent {}

    /** Ended every session but {@code kept}: {@code credential} is the next version. */
    record OtherSessionsEnded(UserId user, CredentialVersion credential, SessionId kept) implements UserEvent {}

    /**
     * Proved that the reader of the mails to the address also holds the password: {@code session} confirmed the address,
     * or was started with the password in the browser that opened the mailed link.
     */
    record EmailOwnershipProved(UserId user, SessionId session) implements UserEvent {}

    /**
     * Ended every API key that the user created on a version before {@code credential}, the version that this commit
     * begins. These are all keys before this event, and later ones whose creation was decided before it. A tenant has
     * one user, so they are all keys of {@code tenant}.
     */
    record ApiKeysEnded(UserId user, TenantId tenant, CredentialVersion credential) implements UserEvent {}

    /** Erased: ends every session; personal data cannot be read once the user's key is destroyed. */
    record UserErased(UserId user) implements UserEvent {}

    /** Set a new password; ends every session but {@code kept}. */
    record PasswordChanged(
            UserId user,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential,
            @Nullable SessionId kept)
            implements UserEvent {}
}
