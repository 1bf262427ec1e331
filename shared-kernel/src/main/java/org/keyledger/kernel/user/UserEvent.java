package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/** Events of a user. */
public sealed interface UserEvent {

    UserId user();

    /**
     * Created an account; its address is not verified yet.
     *
     * @param password null for an account without a password
     * @param language of mails to the user
     */
    @CreatesDataSubject("user")
    record UserRegistered(
            UserId user,
            TenantId tenant,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @JsonUnwrapped UserProfile profile,
            @Nullable @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential,
            Language language)
            implements UserEvent {

        /** A user who reads English. */
        public UserRegistered(
                UserId user,
                TenantId tenant,
                EmailClaimId claim,
                EmailHmac emailHmac,
                UserProfile profile,
                @Nullable PasswordHash password,
                CredentialVersion credential) {
            this(user, tenant, claim, emailHmac, profile, password, credential, Language.ENGLISH);
        }
    }

    /** Asked for a mail with a link; {@code token} is SHA-256 of the link's token. Invalidates every earlier link. */
    record EmailVerificationRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /** Verified the address; {@code request} is null if another proof than a mailed link to verify it was given. */
    record EmailVerified(UserId user, @Nullable MailRequestId request) implements UserEvent {}

    /**
     * Asked for a password reset link; {@code token} is SHA-256 of the link's token. Invalidates every earlier link.
     */
    record PasswordResetRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /**
     * Set a new password with the mailed link of this request; ends every session. {@code receipt} is an HMAC of the
     * request, by which a repetition is recognized.
     */
    record PasswordReset(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential,
            @Nullable @Secret(subject = "user") Digest receipt)
            implements UserEvent {}

    /** The same password under another hash: ends no session, and {@code credential} stays the current version. */
    record PasswordRehashed(
            UserId user, @Secret(subject = "user") PasswordHash password, CredentialVersion credential)
            implements UserEvent {}

    /** Changed the display name. */
    record UserRenamed(
            UserId user, @PersonalData(subject = "user") DisplayName name) implements UserEvent {}

    /** Chose the language of mails. */
    record LanguageChanged(UserId user, Language language) implements UserEvent {}

    /**
     * Asked for a mail to the present address with a link that cancels the change of this request; {@code token} is
     * SHA-256 of the link's token. Invalidates no earlier link.
     */
    record EmailChangeNoticeRequested(
            UserId user,
            MailRequestId request,
            @Secret(subject = "user") Digest token,
            Instant expiresAt) implements UserEvent {}

    /**
     * Asked to replace the address. The new address gets a mail with a link or, if another account has it, a notice.
     * {@code token} is SHA-256 of the link's token. The link is invalid once the session is ended or the credential has
     * another version. Invalidates every earlier request.
     */
    record EmailChangeRequested(
            UserId user,
            MailRequestId request,
            SessionId session,
            CredentialVersion credential,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            @Secret(subject = "user") Digest token,
            Instant expiresAt)
            implements UserEvent {}

    /** Dropped the requested change of address. */
    record EmailChangeCancelled(UserId user, MailRequestId request, CancelReason reason) implements UserEvent {}

    /** Why a requested change of address was dropped without a change of the credential. */
    enum CancelReason {
        /** The link in the mail to the present address was used. */
        CANCEL_LINK,
        /** The user cancelled it in a session. */
        USER,
        /** The session that had requested it was ended. */
        SESSION_ENDED
    }

    /**
     * Replaced the address by another verified one. {@code former} gets a mail with a link that takes it back until
     * {@code undoUntil}; {@code undoToken} is SHA-256 of the link's token. {@code request}, {@code undoToken} and
     * {@code undoUntil} are null if the service sends no mail.
     */
    record EmailChanged(
            UserId user,
            @Nullable MailRequestId request,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            @PersonalData(subject = "user") EmailAddress former,
            @Secret(subject = "user") @Nullable Digest undoToken,
            @Nullable Instant undoUntil)
            implements UserEvent {

        /** How long the former address can take the account back, and nobody else can claim it. */
        public static final Duration UNDO_WINDOW = Duration.ofHours(72);
    }

    /**
     * Took a former address back with the link of the change that had replaced it; {@code credential} is the next
     * version. Ends every session, and no log-in is accepted before the password is reset by mail. The address counts as
     * unverified until then.
     */
    record EmailChangeUndone(
            UserId user,
            MailRequestId request,
            EmailClaimId claim,
            @PersonalData(subject = "user") EmailHmac emailHmac,
            @PersonalData(subject = "user") EmailAddress email,
            CredentialVersion credential)
            implements UserEvent {}

    /**
     * Was secured with the link in this notice, by the reader of the mails to the address: ends every session and pending
     * change; {@code credential} is the next version. No log-in is accepted before the password is reset by mail.
     */
    record AccountSecured(UserId user, MailRequestId notice, CredentialVersion credential) implements UserEvent {}

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

    /**
     * The reader of the mails to the address took the account over before the ownership of the address was proved, so
     * that somebody else may have created it. Removes the password, ends every session and every pending link;
     * {@code credential} is the next version. Proves the ownership.
     */
    record AccountReclaimed(UserId user, CredentialVersion credential) implements UserEvent {}

    /** Erased: ends every session; personal data cannot be read once the user's key is destroyed. */
    record UserErased(UserId user) implements UserEvent {}

    /** Set a new password; ends every session but {@code kept}. {@code receipt} as in {@link PasswordReset}. */
    record PasswordChanged(
            UserId user,
            @Secret(subject = "user") PasswordHash password,
            CredentialVersion credential,
            @Nullable SessionId kept,
            @Nullable @Secret(subject = "user") Digest receipt)
            implements UserEvent {}
}
