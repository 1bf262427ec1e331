package org.keyledger.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.command.user.PendingLinks.PendingEmailChange;
import org.keyledger.command.user.PendingLinks.PendingLink;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.EmailProof;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RehashPassword;
import org.keyledger.kernel.user.UserCommand.RenameUser;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;

/** Aggregate of a user: credential, address and what is proved about it, and pending links. */
final class User {

    @AggregateIdentifier
    private UserId id;

    private TenantId tenant;
    private ClaimedEmail email;
    private CredentialState credential;
    private CredentialVersion keysAcceptedFrom = CredentialVersion.FIRST;
    private EmailProof emailProof = EmailProof.NONE;
    private PendingLinks links = PendingLinks.NONE;

    /** Called by Axon, which then applies the stored events. */
    User() {}

    /** @param verification the mail to send; without one the address counts as verified */
    User(UserRegistered registered, @Nullable LinkToSend verification, MailedLinkSettings settings, Instant now) {
        apply(registered);
        if (verification == null) {
            apply(new EmailVerified(registered.user(), null));
        } else {
            apply(toVerificationRequested(registered.user(), verification, settings, now));
        }
    }

    @CommandHandler
    Decision handle(RequestEmailVerification command, Clock clock, MailedLinkSettings settings) {
        if (emailProof.verified()) {
            return noChange();
        }
        apply(toVerificationRequested(id, command.verification(), settings, clock.instant()));
        return done();
    }

    private static EmailVerificationRequested toVerificationRequested(
            UserId user, LinkToSend verification, MailedLinkSettings settings, Instant now) {
        return new EmailVerificationRequested(
                user, verification.request(), verification.token(), now.plus(settings.lifetime()));
    }

    @CommandHandler
    Decision handle(VerifyEmail command, Clock clock) {
        if (!links.accepts(command, clock.instant())) {
            return refuse(Refusal.INVALID_TOKEN); // does not reveal why: used, replaced, expired or never issued
        }
        apply(new EmailVerified(id, command.request()));
        proveOwnership(command.session());
        return done();
    }

    /** A session that has ended since the request was authenticated, or of another user, proves nothing. */
    private void proveOwnership(@Nullable AuthenticatedSession session) {
        if (session != null
                && session.user().equals(id)
                && credential.allowsSession(session.credential(), session.session())
                && !emailProof.ownershipProved()) {
            apply(new EmailOwnershipProved(id, session.session()));
        }
    }

    void logInAfterOpening(MailRequestId link, SessionId session) {
        if (emailProof.isProvableBy(link)) {
            apply(new EmailOwnershipProved(id, session));
        }
    }

    @CommandHandler
    Decision handle(RenameUser command) {
        apply(new UserRenamed(id, command.name()));
        return done();
    }

    @CommandHandler
    Decision handle(EndOtherSessions command) {
        apply(new OtherSessionsEnded(id, credential.version().next(), command.kept()));
        return done();
    }

    /** Sends the mail whether or not another account has the address: the response must not reveal that. */
    Decision requestEmailChange(ChangeEmail command, LinkToSend link, Instant expiresAt) {
        apply(new EmailChangeRequested(
                id, link.request(), command.emailHmac(), command.email(), link.token(), expiresAt));
        return done();
    }

    /** The address that this link verifies; empty if the link is not valid. */
    Optional<PendingEmailChange> findConfirmedEmail(ConfirmEmailChange command, Instant now) {
        return links.findConfirmedEmail(command, now);
    }

    /** @param session the session that confirmed the new address; null if none did */
    void changeEmail(@Nullable MailRequestId request, ClaimedEmail newEmail, @Nullable AuthenticatedSession session) {
        apply(new EmailChanged(id, request, newEmail.claim(), newEmail.hmac(), newEmail.address(), email.address()));
        proveOwnership(session);
    }

    void erase() {
        apply(new UserErased(id));
    }

    CredentialState credential() {
        return credential;
    }

    ApiKeyCreator asApiKeyCreator() {
        return new ApiKeyCreator(credential, keysAcceptedFrom);
    }

    ClaimedEmail email() {
        return email;
    }

    TenantId tenant() {
        return tenant;
    }

    @CommandHandler
    Decision handle(ChangePassword command) {
        if (!credential.isAt(command.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        apply(new PasswordChanged(id, command.password(), credential.version().next(), command.kept()));
        if (command.revokeKeys()) {
            apply(new ApiKeysEnded(id, tenant, credential.version()));
        }
        return done();
    }

    @CommandHandler
    Decision handle(RequestPasswordReset command, Clock clock, MailedLinkSettings settings) {
        var expiresAt = clock.instant().plus(settings.resetLifetime());
        apply(new PasswordResetRequested(
                id, command.link().request(), command.link().token(), expiresAt));
        return done();
    }

    /**
     * The link was mailed, so using it verifies the address too. Until the ownership of the address is proved, another
     * person may have created the account, so its API keys end.
     */
    @CommandHandler
    Decision handle(ResetPassword command, Clock clock) {
        if (!links.accepts(command, clock.instant())) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        var keysEnd = command.revokeKeys() || !emailProof.ownershipProved();
        apply(new PasswordReset(
                id, command.request(), command.password(), credential.version().next()));
        if (!emailProof.verified()) {
            apply(new EmailVerified(id, command.request()));
        }
        if (keysEnd) {
            apply(new ApiKeysEnded(id, tenant, credential.version()));
        }
        return done();
    }

    @CommandHandler
    Decision handle(RehashPassword command) {
        if (!credential.isAt(command.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL); // the password that was rehashed is no longer current
        }
        apply(new PasswordRehashed(id, command.password(), credential.version()));
        return done();
    }

    @EventSourcingHandler
    void on(UserRegistered event) {
        id = event.user();
        tenant = event.tenant();
        email = new ClaimedEmail(
                event.claim(), event.emailHmac(), event.profile().email());
        changeCredential(event);
    }

    @EventSourcingHandler
    void on(EmailVerificationRequested event) {
        links = links.withVerification(new PendingLink(event.request(), event.token(), event.expiresAt()));
    }

    @EventSourcingHandler
    void on(EmailVerified event) {
        emailProof = emailProof.after(event);
        links = links.withoutVerification();
    }

    @EventSourcingHandler
    void on(EmailOwnershipProved event) {
        emailProof = emailProof.after(event);
    }

    @EventSourcingHandler
    void on(PasswordResetRequested event) {
        links = links.withReset(new PendingLink(event.request(), event.token(), event.expiresAt()));
    }

    @EventSourcingHandler
    void on(PasswordReset event) {
        changeCredential(event);
        emailProof = emailProof.after(event);
        links = links.afterNewPassword();
    }

    @EventSourcingHandler
    void on(PasswordChanged event) {
        changeCredential(event);
        links = links.afterNewPassword();
    }

    @EventSourcingHandler
    void on(EmailChangeRequested event) {
        var link = new PendingLink(event.request(), event.token(), event.expiresAt());
        links = links.withEmailChange(new PendingEmailChange(link, event.emailHmac(), event.email()));
    }

    @EventSourcingHandler
    void on(EmailChanged event) {
        email = new ClaimedEmail(event.claim(), event.emailHmac(), event.email());
        emailProof = emailProof.after(event);
        links = PendingLinks.NONE; // the links were mailed to the former address
    }

    @EventSourcingHandler
    void on(OtherSessionsEnded event) {
        changeCredential(event);
    }

    @EventSourcingHandler
    void on(ApiKeysEnded event) {
        keysAcceptedFrom = event.credential();
    }

    private void changeCredential(UserEvent event) {
        credential = CredentialState.after(event).orElse(credential);
    }

    /** Makes the repository refuse later commands: it does not find the user. */
    @EventSourcingHandler
    void on(UserErased event) {
        markDeleted();
    }
}
