package org.keyledger.kernel.user;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.login.PaddingId;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;

/** Commands to a user. They contain hashes of passwords and tokens, never the plain values. */
public sealed interface UserCommand extends Command {

    UserId user();

    @Override
    default UserId targetId() {
        return user();
    }

    /**
     * Signs up: creates tenant, claim, user and the optional key and session in one commit.
     *
     * @param claim the id of the claim to create if the address is available
     * @param password null for an account without a password
     * @param verification the verification mail to send; null if none is sent. Without a mail the address counts as
     *     verified, unless the sign-up is padded: then the limit of mails to the address is reached
     * @param ownershipProved whether the person who signs up has proved the ownership of the address; needs a session
     * @param padding if present, the decision and the number of events are the same for a taken address, and its owner
     *     gets a mail; null if a taken address is refused
     * @param identity the identity of a provider to link; null if none is linked
     */
    record RegisterUser(
            UserId user,
            TenantId tenant,
            EmailClaimId claim,
            EmailHmac emailHmac,
            UserProfile profile,
            @Nullable PasswordHash password,
            @Nullable LinkToSend verification,
            @Nullable NewApiKey apiKey,
            @Nullable NewSession session,
            boolean ownershipProved,
            @Nullable PaddingId padding,
            @Nullable NewIdentity identity)
            implements UserCommand {

        /** @throws IllegalArgumentException if the ownership is proved and there is no session, or a mail to send */
        public RegisterUser {
            if (ownershipProved && (session == null || verification != null)) {
                throw new IllegalArgumentException(
                        "a sign-up with a proved address must start a session, without a mail");
            }
        }

        /** Without an identity. */
        public RegisterUser(
                UserId user,
                TenantId tenant,
                EmailClaimId claim,
                EmailHmac emailHmac,
                UserProfile profile,
                @Nullable PasswordHash password,
                @Nullable LinkToSend verification,
                @Nullable NewApiKey apiKey,
                @Nullable NewSession session,
                boolean ownershipProved,
                @Nullable PaddingId padding) {
            this(
                    user,
                    tenant,
                    claim,
                    emailHmac,
                    profile,
                    password,
                    verification,
                    apiKey,
                    session,
                    ownershipProved,
                    padding,
                    null);
        }

        /** A taken address is refused. */
        public RegisterUser(
                UserId user,
                TenantId tenant,
                EmailClaimId claim,
                EmailHmac emailHmac,
                UserProfile profile,
                PasswordHash password,
                @Nullable LinkToSend verification,
                @Nullable NewApiKey apiKey,
                @Nullable NewSession session) {
            this(user, tenant, claim, emailHmac, profile, password, verification, apiKey, session, false, null, null);
        }

        /** Whether the address counts as verified without a mail. */
        public boolean verifiesWithoutMail() {
            return verification == null && padding == null;
        }
    }

    /** A mail with a link to send; {@code token} is SHA-256 of the link's token. */
    record LinkToSend(MailRequestId request, Digest token) {}

    record RequestEmailVerification(UserId user, LinkToSend verification) implements UserCommand {}

    /** @param session the session that the request carried; null if it carried none */
    record VerifyEmail(
            UserId user,
            MailRequestId request,
            Digest token,
            @Nullable AuthenticatedSession session) implements UserCommand {}

    /** Changes what is given, in one commit. */
    record ChangeProfile(
            UserId user,
            @Nullable DisplayName name,
            @Nullable Language language) implements UserCommand {}

    /**
     * Requests another address, which replaces the present one when the link mailed to it is used.
     *
     * @param session the session of the request; the change is dropped when it ends
     * @param credential the version of the credential that the user proved
     * @param claim the id of the claim to create if the address is available; used if no mail is sent
     * @param links the mails to send; null if no mail is sent and the address counts as verified
     */
    record ChangeEmail(
            UserId user,
            SessionId session,
            CredentialVersion credential,
            EmailClaimId claim,
            EmailHmac emailHmac,
            EmailAddress email,
            @Nullable EmailChangeLinks links)
            implements UserCommand {}

    /**
     * The links of a requested change of address, SHA-256 of their tokens.
     *
     * @param confirm in the mail to the new address
     * @param cancel in the mail to the present address
     */
    record EmailChangeLinks(MailRequestId request, Digest confirm, Digest cancel) {}

    /**
     * Confirms another address with a mailed link.
     *
     * @param undo SHA-256 of the token of the link that takes the present address back
     * @param claim the id of the claim to create if the address is still available
     * @param session the session that the request carried; null if it carried none
     */
    record ConfirmEmailChange(
            UserId user,
            MailRequestId request,
            Digest token,
            Digest undo,
            EmailClaimId claim,
            @Nullable AuthenticatedSession session)
            implements UserCommand {}

    /** Drops a requested change of address with the link mailed to the present address. */
    record CancelEmailChange(UserId user, MailRequestId request, Digest token) implements UserCommand {}

    /** Drops a requested change of address for the user in a session. */
    record DropEmailChange(AuthenticatedSession session) implements UserCommand {
        @Override
        public UserId user() {
            return session.user();
        }
    }

    /**
     * Takes a former address back with the link mailed to it; ends every session.
     *
     * @param claim the id of the claim to create if the former claim is gone and the address is available
     */
    record UndoEmailChange(UserId user, MailRequestId request, Digest token, EmailClaimId claim)
            implements UserCommand {}

    /** Ends every session of the user except {@code kept}, including those that are being started. */
    record EndOtherSessions(UserId user, SessionId kept) implements UserCommand {}

    /**
     * Erases the user and closes the tenant if nobody else owns it.
     *
     * @param credential the version of the credential that the user proved; null if an operator erases the user
     */
    record EraseUser(UserId user, @Nullable CredentialVersion credential) implements UserCommand {}

    /**
     * Replaces the password that was current at {@code credential}; ends every session but {@code kept}.
     *
     * @param revokeKeys whether the API keys end too
     * @param receipt HMAC of the request, the same if the client repeats it
     */
    record ChangePassword(
            UserId user,
            CredentialVersion credential,
            PasswordHash password,
            @Nullable SessionId kept,
            boolean revokeKeys,
            Digest receipt)
            implements UserCommand {}

    /**
     * Takes the account over for the reader of the mails to its address: removes the password, ends every session,
     * pending link, API key, second factor and other credential, in one commit. Nothing to do if the ownership of the
     * address is proved: then nobody else can have created them.
     */
    record ReclaimAccount(UserId user) implements UserCommand {}

    record RequestPasswordReset(UserId user, LinkToSend link) implements UserCommand {}

    /**
     * Sets a new password with a mailed link and ends every session. While nothing proves that the reader of the mail
     * also created the account, the API keys end in the same commit.
     *
     * @param revokeKeys whether the API keys end in any case
     * @param receipt HMAC of the request, the same if the client repeats it
     */
    record ResetPassword(
            UserId user, MailRequestId request, Digest token, PasswordHash password, boolean revokeKeys, Digest receipt)
            implements UserCommand {}

    /**
     * Secures the account because its owner did not do what a notice reports: ends every session and pending change, and
     * sends a reset mail, without which nobody can log in. Nothing to do for a notice of something that happened before
     * the account was secured the last time.
     *
     * @param notice the id of the notice, whose link was verified
     * @param revokeKeys whether the API keys end too
     * @param reset the mail with the link that sets a new password
     */
    record SecureAccount(UserId user, MailRequestId notice, boolean revokeKeys, LinkToSend reset)
            implements UserCommand {

        /** How long the link in a notice works. */
        public static final Duration WINDOW = Duration.ofHours(72);
    }

    /**
     * Repeats a reset or change of the password: nothing to do if the user's last one was made by the same request
     * within 10 minutes, refused with {@code INVALID_TOKEN} otherwise.
     */
    record RepeatNewPassword(UserId user, Digest receipt) implements UserCommand {}

    /** Repeats an erasure: nothing to do if the user is erased, refused with {@code SIGNED_OUT} otherwise. */
    record RepeatErasure(UserId user) implements UserCommand {}

    /** Stores another hash of the password that is current at {@code credential}; the password does not change. */
    record RehashPassword(UserId user, CredentialVersion credential, PasswordHash password) implements UserCommand {}
}
