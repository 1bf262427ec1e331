package org.keyledger.kernel.user;

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

/** What can happen to a user. */
public sealed interface UserEvent {

    UserId user();

    /** Has an account, and no proof yet that the address is theirs. */
    @CreatesDataSubject("user")
    record UserRegistered(
            UserId user,
            TenantId tenant,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            @PersonalData(subject = "user") @Nullable DisplayName name,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential)
            implements UserEvent {}

    /** Is to get a mail with a link; {@code token} is SHA-256 of what the link carries. Retires every earlier link. */
    record EmailVerificationRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /** Has shown that the address is theirs; without a request where no mail is sent at all. */
    record EmailVerified(UserId user, @Nullable MailRequestId request) implements UserEvent {}

    /** Asked for a new password by mail; {@code token} is SHA-256 of what the link carries. Retires every earlier link. */
    record PasswordResetRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /** Has a new password by the mailed link of this request; every session is dead. */
    record PasswordReset(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential)
            implements UserEvent {}

    /** The same password under another hash: no session notices, and {@code credential} stays the current version. */
    record PasswordRehashed(
            UserId user, @Secret(subject = "user") PasswordHash password, CredentialVersion credential)
            implements UserEvent {}

    /** Is called this from here on. */
    record UserRenamed(
            UserId user, @PersonalData(subject = "user") DisplayName name) implements UserEvent {}

    /**
     * Wants this address in the place of the present one. It gets a mail with a link, unless it is somebody's: then its
     * holder is told. {@code token} is SHA-256 of what the link carries. Retires every earlier wish.
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
     * Has another address, and has shown that it is theirs; {@code former} is told. Without a request where no mail is
     * sent at all.
     */
    record EmailChanged(
            UserId user,
            @Nullable MailRequestId request,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            @PersonalData(subject = "user") EmailAddress former)
            implements UserEvent {}

    /** Signed out everywhere but here: {@code credential} counts on, so that every session but {@code kept} is dead. */
    record OtherSessionsEnded(UserId user, CredentialVersion credential, SessionId kept) implements UserEvent {}

    /** Is gone: every session is dead, and nothing personal of them can be read once their key is destroyed. */
    record UserErased(UserId user) implements UserEvent {}

    /** Has a new password; every session but {@code kept} is dead. */
    record PasswordChanged(
            UserId user,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential,
            @Nullable SessionId kept)
            implements UserEvent {}
}
