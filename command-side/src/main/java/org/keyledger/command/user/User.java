package org.keyledger.command.user;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.command.user.PendingLinks.PendingEmailChange;
import org.keyledger.command.user.PendingLinks.PendingLink;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailProof;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.ChangeProfile;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.DropEmailChange;
import org.keyledger.kernel.user.UserCommand.EmailChangeLinks;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RehashPassword;
import org.keyledger.kernel.user.UserCommand.RepeatErasure;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.CancelReason;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;

/** Aggregate of a user: credential, addresses and what is proved about the present one, and pending links. */
final class User {

    @AggregateIdentifier
    private UserId id;

    private TenantId tenant;
    private ClaimedEmail email;
    private @Nullable DisplayName name;
    private Language language;
    private CredentialState credential;
    private CredentialVersion keysAcceptedFrom = CredentialVersion.FIRST;
    private EmailProof emailProof = EmailProof.NONE;
    private PendingLinks links = PendingLinks.NONE;
    private @Nullable NewPasswordReceipt newPassword;
    private FormerAddresses formerAddresses = FormerAddresses.NONE;
    private boolean resetRequired;
    private @Nullable SecuredAccount secured;
    private boolean hasPassword;

    /** Called by Axon, which then applies the stored events. */
    User() {}

    /** @param email the mail to the address, or its proofs; empty if it is neither verified nor mailed to */
    User(UserRegistered registered, List<? extends UserEvent> email) {
        apply(registered);
        email.forEach(AggregateLifecycle::apply);
    }

    @CommandHandler
    Decision handle(RequestEmailVerification command, Clock clock, MailedLinkSettings settings) {
        if (emailProof.verified()) {
            return noChange();
        }
        apply(toVerificationRequested(id, command.verification(), settings, clock.instant()));
        return done();
    }

    static EmailVerificationRequested toVerificationRequested(
            UserId user, LinkToSend verification, MailedLinkSettings settings, Instant now) {
        return new EmailVerificationRequested(
                user, verification.request(), verification.token(), now.plus(settings.lifetime()));
    }

    @CommandHandler
    Decision handle(VerifyEmail command, Clock clock) {
        if (links.hasAccepted(command, clock.instant())) {
            return noChange(); // a client repeats the request if it did not get the response
        }
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
    Decision handle(ChangeProfile command) {
        var newName = command.name();
        var newLanguage = command.language();
        var decision = noChange();
        if (newName != null && !newName.equals(name)) {
            apply(new UserRenamed(id, newName));
            decision = done();
        }
        if (newLanguage != null && !newLanguage.equals(language)) {
            apply(new LanguageChanged(id, newLanguage));
            decision = done();
        }
        return decision;
    }

    @CommandHandler
    Decision handle(EndOtherSessions command) {
        apply(new OtherSessionsEnded(id, credential.version().next(), command.kept()));
        return done();
    }

    /**
     * Sends the mails whether or not another account has the address: the response must not reveal that. The present
     * address gets its mail first.
     */
    Decision requestEmailChange(ChangeEmail command, EmailChangeLinks mails, Instant expiresAt) {
        apply(new EmailChangeNoticeRequested(id, mails.request(), mails.cancel(), expiresAt));
        apply(new EmailChangeRequested(
                id,
                mails.request(),
                command.session(),
                command.credential(),
                command.emailHmac(),
                command.email(),
                mails.confirm(),
                expiresAt));
        return done();
    }

    @CommandHandler
    Decision handle(CancelEmailChange command, Clock clock) {
        var now = clock.instant();
        if (!links.accepts(command, now)) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        var pending = links.findPendingChange(now);
        if (pending.isEmpty()) {
            return noChange(); // cancelling twice is not an error
        }
        apply(new EmailChangeCancelled(id, pending.get().link().request(), CancelReason.CANCEL_LINK));
        return done();
    }

    @CommandHandler
    Decision handle(DropEmailChange command, Clock clock) {
        if (!credential.isAt(command.session().credential())) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var pending = links.findPendingChange(clock.instant());
        if (pending.isEmpty()) {
            return noChange();
        }
        apply(new EmailChangeCancelled(id, pending.get().link().request(), CancelReason.USER));
        return done();
    }

    /** Drops the change that this session has requested, if it is pending. */
    void dropEmailChangeOf(SessionId session) {
        var change = links.change();
        if (change != null && change.session().equals(session)) {
            apply(new EmailChangeCancelled(id, change.link().request(), CancelReason.SESSION_ENDED));
        }
    }

    /** The address that this link verifies; empty if the link is not valid. */
    Optional<PendingEmailChange> findConfirmedEmail(ConfirmEmailChange command, Instant now) {
        return links.findConfirmedEmail(command, now);
    }

    /** Without a mail, so that the former address cannot be taken back. */
    void changeEmail(ClaimedEmail changed) {
        apply(new EmailChanged(
                id, null, changed.claim(), changed.hmac(), changed.address(), email.address(), null, null));
    }

    void changeEmail(ConfirmEmailChange command, ClaimedEmail changed, Instant undoUntil) {
        apply(new EmailChanged(
                id,
                command.request(),
                changed.claim(),
                changed.hmac(),
                changed.address(),
                email.address(),
                command.undo(),
                undoUntil));
        proveOwnership(command.session());
    }

    void undoEmailChange(MailRequestId request, ClaimedEmail former) {
        apply(new EmailChangeUndone(
                id,
                request,
                former.claim(),
                former.hmac(),
                former.address(),
                credential.version().next()));
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

    FormerAddresses formerAddresses() {
        return formerAddresses;
    }

    TenantId tenant() {
        return tenant;
    }

    /** Whether the password is not accepted: somebody else may know it. */
    boolean requiresPasswordReset() {
        return resetRequired;
    }

    @CommandHandler
    Decision handle(ChangePassword command) {
        if (!credential.isAt(command.credential())) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        apply(new PasswordChanged(
                id, command.password(), credential.version().next(), command.kept(), command.receipt()));
        if (command.revokeKeys()) {
            apply(new ApiKeysEnded(id, tenant, credential.version()));
        }
        return done();
    }

    @CommandHandler
    Decision handle(RepeatNewPassword command, Clock clock) {
        return newPassword != null && newPassword.isRepeatedBy(command.receipt(), clock.instant())
                ? noChange()
                : refuse(Refusal.INVALID_TOKEN);
    }

    /** An erased user has no aggregate, see {@code AggregateNotFoundInterceptor}. */
    @CommandHandler
    Decision handle(RepeatErasure command) {
        return refuse(Refusal.SIGNED_OUT);
    }

    @CommandHandler
    Decision handle(RequestPasswordReset command, Clock clock, MailedLinkSettings settings) {
        var expiresAt = clock.instant().plus(settings.resetLifetime());
        apply(new PasswordResetRequested(
                id, command.link().request(), command.link().token(), expiresAt));
        return done();
    }

    /** Whether the owner has secured the account after the event of this notice, and ended the keys if asked to. */
    boolean isSecured(SecureAccount command) {
        return secured != null && secured.covers(command);
    }

    /** Ends what somebody else may have begun. The reset mail is not counted: the notice was sent to the same address. */
    void secure(SecureAccount command, Instant resetExpiresAt) {
        apply(new AccountSecured(id, command.notice(), credential.version().next()));
        if (command.revokeKeys()) {
            apply(new ApiKeysEnded(id, tenant, credential.version()));
        }
        var reset = command.reset();
        apply(new PasswordResetRequested(id, reset.request(), reset.token(), resetExpiresAt));
    }

    /**
     * The link was mailed, so using it verifies the address too. Until the ownership of the address is proved, another
     * person may have created the account, so its API keys end.
     */
    Decision resetPassword(ResetPassword command, Instant now) {
        if (!links.accepts(command, now)) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        var keysEnd = command.revokeKeys() || !ownershipProved();
        apply(new PasswordReset(
                id, command.request(), command.password(), credential.version().next(), command.receipt()));
        if (!emailProof.verified()) {
            apply(new EmailVerified(id, command.request()));
        }
        if (keysEnd) {
            apply(new ApiKeysEnded(id, tenant, credential.version()));
        }
        return done();
    }

    /** While another person may have created the account, nothing of it is kept. */
    Decision reclaim() {
        if (ownershipProved()) {
            return noChange();
        }
        apply(new AccountReclaimed(id, credential.version().next()));
        if (!emailProof.verified()) {
            apply(new EmailVerified(id, null));
        }
        apply(new ApiKeysEnded(id, tenant, credential.version()));
        return done();
    }

    boolean hasPassword() {
        return hasPassword;
    }

    boolean isEmailVerified() {
        return emailProof.verified();
    }

    /** Whether one person is known to read the mails to the address and to hold the password. */
    boolean ownershipProved() {
        return emailProof.ownershipProved();
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
        name = event.profile().name();
        language = event.language();
        hasPassword = event.password() != null;
        changeCredential(event);
    }

    @EventSourcingHandler
    void on(UserRenamed event) {
        name = event.name();
    }

    @EventSourcingHandler
    void on(LanguageChanged event) {
        language = event.language();
    }

    @EventSourcingHandler
    void on(EmailVerificationRequested event) {
        links = links.withVerification(new PendingLink(event.request(), event.token(), event.expiresAt()));
    }

    @EventSourcingHandler
    void on(EmailVerified event) {
        emailProof = emailProof.after(event);
        links = links.afterVerification(event.request());
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
    void on(PasswordReset event, @Timestamp Instant time) {
        changeCredential(event);
        hasPassword = true;
        newPassword = NewPasswordReceipt.of(event.receipt(), time);
        resetRequired = false;
        emailProof = emailProof.after(event);
        links = links.afterNewPassword();
    }

    @EventSourcingHandler
    void on(AccountReclaimed event) {
        changeCredential(event);
        hasPassword = false;
        newPassword = null;
        resetRequired = false;
        emailProof = emailProof.after(event);
        links = PendingLinks.NONE;
    }

    @EventSourcingHandler
    void on(PasswordChanged event, @Timestamp Instant time) {
        changeCredential(event);
        hasPassword = true;
        newPassword = NewPasswordReceipt.of(event.receipt(), time);
        links = links.afterNewPassword();
    }

    @EventSourcingHandler
    void on(EmailChangeRequested event) {
        var link = new PendingLink(event.request(), event.token(), event.expiresAt());
        links = links.withEmailChange(new PendingEmailChange(link, event.session(), event.emailHmac(), event.email()));
    }

    @EventSourcingHandler
    void on(EmailChangeNoticeRequested event, @Timestamp Instant time) {
        links = links.withCancellation(new PendingLink(event.request(), event.token(), event.expiresAt()), time);
    }

    @EventSourcingHandler
    void on(EmailChangeCancelled event) {
        links = links.withoutEmailChange();
    }

    @EventSourcingHandler
    void on(EmailChanged event) {
        formerAddresses = formerAddresses.after(event, email);
        email = new ClaimedEmail(event.claim(), event.emailHmac(), event.email());
        emailProof = emailProof.after(event);
        links = PendingLinks.NONE; // the links were mailed to the former address
    }

    /** Unverified, so that the reset also ends the keys that were created before it. */
    @EventSourcingHandler
    void on(EmailChangeUndone event) {
        formerAddresses = formerAddresses.after(event);
        email = new ClaimedEmail(event.claim(), event.emailHmac(), event.email());
        emailProof = emailProof.after(event);
        resetRequired = true;
        links = PendingLinks.NONE;
        changeCredential(event);
    }

    @EventSourcingHandler
    void on(AccountSecured event, @Timestamp Instant time) {
        secured = new SecuredAccount(time, false);
        resetRequired = true;
        links = links.afterNewPassword();
        changeCredential(event);
    }

    @EventSourcingHandler
    void on(OtherSessionsEnded event) {
        changeCredential(event);
        links = links.withoutEmailChange();
    }

    @EventSourcingHandler
    void on(ApiKeysEnded event) {
        keysAcceptedFrom = event.credential();
        secured = secured == null ? null : secured.withoutKeys();
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
