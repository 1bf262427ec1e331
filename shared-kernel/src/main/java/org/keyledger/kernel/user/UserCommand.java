package org.keyledger.kernel.user;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;

/** What can be asked of a user. Hashes travel here, never what they are hashes of. */
public sealed interface UserCommand extends Command {

    UserId user();

    @Override
    default UserId targetId() {
        return user();
    }

    /**
     * Signs up: tenant, claim, user and whatever else is given come to be in one commit, or nothing does.
     *
     * @param claim the id of the claim, should the address be free
     * @param verification the mail to send; absent where no mail is sent and the address counts as verified
     */
    record RegisterUser(
            UserId user,
            TenantId tenant,
            EmailClaimId claim,
            EmailHmac emailHmac,
            EmailAddress email,
            @Nullable DisplayName name,
            PasswordHash password,
            @Nullable LinkToSend verification,
            @Nullable NewApiKey apiKey,
            @Nullable NewSession session)
            implements UserCommand {}

    /** A mail with a link to be sent; {@code token} is SHA-256 of what the link carries. */
    record LinkToSend(MailRequestId request, Digest token) {}

    record RequestEmailVerification(UserId user, LinkToSend verification) implements UserCommand {}

    record VerifyEmail(UserId user, MailRequestId request, Digest token) implements UserCommand {}

    record RenameUser(UserId user, DisplayName name) implements UserCommand {}

    /**
     * Asks for another address, which is the user's only when a mail to it was answered.
     *
     * @param credential the version of the credential that the user has shown
     * @param claim the id of the claim, should the address be free; used where no mail is sent
     * @param link the mail to send; absent where no mail is sent and the address counts as proved
     */
    record ChangeEmail(
            UserId user,
            CredentialVersion credential,
            EmailClaimId claim,
            EmailHmac emailHmac,
            EmailAddress email,
            @Nullable LinkToSend link)
            implements UserCommand {}

    /** @param claim the id of the claim, should the address still be free */
    record ConfirmEmailChange(UserId user, MailRequestId request, Digest token, EmailClaimId claim)
            implements UserCommand {}

    /** Ends every session of the user but this one, also those that are being started. */
    record EndOtherSessions(UserId user, SessionId kept) implements UserCommand {}

    /**
     * Erases the user for good, and closes what nobody else owns.
     *
     * @param credential the version of the credential that the user has shown; none where somebody else decides
     */
    record EraseUser(UserId user, @Nullable CredentialVersion credential) implements UserCommand {}

    /** Replaces the password that was current at {@code credential}; every session but {@code kept} dies. */
    record ChangePassword(
            UserId user,
            CredentialVersion credential,
            PasswordHash password,
            @Nullable SessionId kept) implements UserCommand {}

    record RequestPasswordReset(UserId user, LinkToSend link) implements UserCommand {}

    /**
     * Sets a new password by a mailed link. Every session dies. Where this is the first proof of the address, whoever had
     * the account before may be a stranger to it: the tenant's keys are revoked in the same commit.
     *
     * @param keys every key of the user's tenant that may be alive
     */
    record ResetPassword(UserId user, MailRequestId request, Digest token, PasswordHash password, List<ApiKeyId> keys)
            implements UserCommand {

        public ResetPassword {
            keys = List.copyOf(keys);
        }
    }

    /** Replaces the hash of the password that is current at {@code credential}, not the password. */
    record RehashPassword(UserId user, CredentialVersion credential, PasswordHash password) implements UserCommand {}
}
