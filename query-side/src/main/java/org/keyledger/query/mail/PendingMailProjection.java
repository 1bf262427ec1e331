package org.keyledger.query.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.factor.FactorEvent;
import org.keyledger.kernel.federation.FederationEvent;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.login.LoginEvent.MagicLinkCodeShown;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.login.LoginEvent.MagicLinkUsed;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.mail.ApiKeyNotice;
import org.keyledger.kernel.mail.CredentialNotice;
import org.keyledger.kernel.mail.DeviceNotice;
import org.keyledger.kernel.mail.FoundMagicLink;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMagicLink;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.mail.NoticeRequest;
import org.keyledger.kernel.mail.SecurityNotice;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
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
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.query.mail.LoginDevices.Device;
import org.keyledger.query.projection.ExpiringProjection;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;
import org.keyledger.query.restore.RestoreMarks;

/** Projects the recipients of mails, and the mails that are still to be sent. */
final class PendingMailProjection implements ExpiringProjection {

    static final List<String> VIEWS = List.of("mails", "addressees", NoticeHistories.VIEW, PendingMagicLinks.VIEW);
    private static final String BY_EMAIL = "email";
    private static final String BY_USER = "user";

    private final View<PendingMail> pendingMails;
    private final View<MailRecipient> recipients;
    private final NoticeHistories notices;
    private final PendingMagicLinks magicLinks;
    private final RestoreMarks restores;
    private final Clock clock;

    PendingMailProjection(ReadModels models, Clock clock) {
        this.pendingMails = models.view(ViewDefinition.of(VIEWS.get(0), PendingMail.class)
                .ordered(BY_USER, mail -> new IndexKey(mail.user().toString(), mail.id()))
                .expiring(mail -> Optional.ofNullable(mail.expiresAt())));
        this.recipients = models.view(
                ViewDefinition.of(VIEWS.get(1), MailRecipient.class).unique(BY_EMAIL, MailRecipient::emailIndexKey));
        this.notices = new NoticeHistories(models);
        this.magicLinks = new PendingMagicLinks(models);
        this.restores = new RestoreMarks(models);
        this.clock = clock;
    }

    @EventHandler
    void on(UserRegistered event, Position position) {
        recipients.put(event.user(), position, MailRecipient.of(event));
    }

    @EventHandler
    void on(UserRenamed event, Position position) {
        recipients.change(event.user(), position, recipient -> recipient.withName(event));
    }

    @EventHandler
    void on(LanguageChanged event, Position position) {
        recipients.change(event.user(), position, recipient -> recipient.withLanguage(event));
    }

    @EventHandler
    void on(EmailVerificationRequested event, Position position) {
        request(
                position,
                toOwnAddress(event.user(), MailKind.VERIFY_EMAIL, event.request(), event.expiresAt(), position));
    }

    /** A commit of another node may have erased the user at the same time. */
    @EventHandler
    void on(SignUpNoticeRequested event, Position position) {
        if (recipients.findInBatch(event.user()).isPresent()) {
            request(position, toOwnAddress(event.user(), MailKind.SIGN_UP_ATTEMPTED, event.request(), null, position));
        }
    }

    @EventHandler
    void on(EmailVerified event, Position position) {
        recipients.change(event.user(), position, recipient -> recipient.withProof(event));
        cancel(event.user(), MailKind.VERIFY_EMAIL);
    }

    @EventHandler
    void on(EmailOwnershipProved event, Position position) {
        recipients.change(event.user(), position, recipient -> recipient.withProof(event));
    }

    /** The address is not verified yet when an account is created, so the key of the sign-up causes no mail. */
    @EventHandler
    void on(ApiKeyIssued event, Position position, @Timestamp Instant time) {
        var label = event.grant().label();
        var key = event instanceof ApiKeyCreated created
                ? new ApiKeyNotice(event.tenant(), label, created.prefix(), null, time)
                : new ApiKeyNotice(event.tenant(), label, null, event.key(), time);
        notify(event, position, time, null, notice -> notice.of(key));
    }

    @EventHandler
    void on(
            ApiKeyRevoked event,
            Position position,
            @Timestamp Instant time,
            @MetaDataValue(RequestMetadata.ACTOR_USER) @Nullable String actor) {
        var user = actor == null ? null : UserId.parse(actor);
        notify(event, position, time, user, notice -> notice.of(event.key()));
    }

    @EventHandler
    void on(FactorEvent event, Position position, @Timestamp Instant time) {
        notify(event, position, time, null, notice -> notice);
    }

    @EventHandler
    void on(PasskeyRegistered event, Position position, @Timestamp Instant time) {
        var added = new CredentialNotice(event.user(), event.name().value());
        notify(event, position, time, null, notice -> notice.of(added));
    }

    @EventHandler
    void on(PasskeyRemoved event, Position position, @Timestamp Instant time) {
        notify(event, position, time, null, notice -> notice);
    }

    @EventHandler
    void on(IdentityLinked event, Position position, @Timestamp Instant time) {
        notify(event, position, time, null, notice -> notice.of(name(event, event.provider())));
    }

    @EventHandler
    void on(IdentityUnlinked event, Position position, @Timestamp Instant time) {
        notify(event, position, time, null, notice -> notice.of(name(event, event.provider())));
    }

    private static CredentialNotice name(FederationEvent event, ProviderName provider) {
        return new CredentialNotice(event.user(), provider.value());
    }

    @EventHandler
    void on(
            SessionStarted event,
            Position position,
            @Timestamp Instant time,
            @MetaDataValue(RequestMetadata.DEVICE) @Nullable String cookie,
            @MetaDataValue(RequestMetadata.USER_AGENT) @Nullable String userAgent,
            @MetaDataValue(RequestMetadata.ADDRESS) @Nullable String address) {
        var request = NoticeRequest.of(event, position.value(), time, null).orElseThrow();
        var notice = SecurityNotice.at(time).of(new DeviceNotice(event.user(), userAgent, address));
        var device = Device.of(event.session(), cookie, userAgent, address);
        recipients
                .findInBatch(event.user())
                .map(recipient -> recipient.mayReceive(MailKind.NEW_DEVICE))
                .flatMap(mayReceive -> notices.recordLogIn(request, position, notice, device, mayReceive))
                .ifPresent(mail -> request(position, mail));
    }

    private void notify(
            Object event,
            Position position,
            Instant time,
            @Nullable UserId actor,
            UnaryOperator<SecurityNotice> completed) {
        NoticeRequest.of(event, position.value(), time, actor)
                .ifPresent(request -> notify(request, position, completed.apply(SecurityNotice.at(time))));
    }

    private void notify(NoticeRequest request, Position position, SecurityNotice notice) {
        recipients
                .findInBatch(request.user())
                .filter(recipient -> recipient.mayReceive(request.kind()))
                .flatMap(recipient -> notices.record(request, position, notice))
                .ifPresent(mail -> request(position, mail));
    }

    @EventHandler
    void on(PasswordResetRequested event, Position position) {
        request(
                position,
                toOwnAddress(event.user(), MailKind.RESET_PASSWORD, event.request(), event.expiresAt(), position));
    }

    @EventHandler
    void on(PasswordReset event, Position position, @Timestamp Instant time) {
        recipients.change(event.user(), position, recipient -> recipient.withProof(event));
        onPasswordChanged(event, position, time);
    }

    @EventHandler
    void on(AccountReclaimed event, Position position) {
        recipients.change(event.user(), position, recipient -> recipient.withProof(event));
        notices.forgetDevices(event.user(), position);
        cancelMails(event.user());
    }

    @EventHandler
    void on(EmailChangeNoticeRequested event, Position position, @Timestamp Instant time) {
        var kind = MailKind.EMAIL_CHANGE_REQUESTED;
        if (notices.count(event.user(), kind, position, time)) {
            request(position, toOwnAddress(event.user(), kind, event.request(), event.expiresAt(), position));
        }
    }

    @EventHandler
    void on(EmailChangeCancelled event) {
        cancelEmailChange(event.user());
    }

    @EventHandler
    void on(OtherSessionsEnded event) {
        cancelEmailChange(event.user());
    }

    @EventHandler
    void on(EmailChangeRequested event, Position position) {
        request(
                position,
                new PendingMail(
                        event.user(),
                        MailKind.CHANGE_EMAIL,
                        event.request(),
                        event.expiresAt(),
                        event.email(),
                        event.emailHmac(),
                        null,
                        position.value()));
    }

    @EventHandler
    void on(EmailChanged event, Position position) {
        recipients.change(event.user(), position, recipient -> recipient.withEmail(event));
        cancelMails(event.user());
        var request = event.request();
        var undoUntil = event.undoUntil();
        if (request != null && undoUntil != null) {
            var now = undoUntil.minus(EmailChanged.UNDO_WINDOW);
            pendingMails.removeAll(BY_USER, event.user(), mail -> mail.isExpiredAt(now), mail -> {});
            request(
                    position,
                    new PendingMail(
                            event.user(),
                            MailKind.EMAIL_CHANGED,
                            request,
                            undoUntil,
                            event.former(),
                            null,
                            null,
                            position.value()));
        }
    }

    @EventHandler
    void on(EmailChangeUndone event, Position position) {
        recipients.change(event.user(), position, recipient -> recipient.withUndone(event));
        cancelMails(event.user());
        pendingMails.remove(PendingMail.id(event.user(), MailKind.EMAIL_CHANGED, event.request()));
    }

    /** The mails were requested for another address, or request one. */
    private void cancelMails(UserId user) {
        cancel(user, MailKind.VERIFY_EMAIL);
        cancel(user, MailKind.RESET_PASSWORD);
        cancel(user, MailKind.SIGN_UP_ATTEMPTED);
        cancelEmailChange(user);
    }

    private void cancelEmailChange(UserId user) {
        cancel(user, MailKind.CHANGE_EMAIL);
        cancel(user, MailKind.EMAIL_CHANGE_REQUESTED);
    }

    @EventHandler
    void on(PasswordChanged event, Position position, @Timestamp Instant time) {
        onPasswordChanged(event, position, time);
    }

    /** A request for another address may have been made with the old password by somebody else. */
    private void onPasswordChanged(UserEvent event, Position position, Instant time) {
        cancelEmailChange(event.user());
        cancel(event.user(), MailKind.RESET_PASSWORD);
        notify(event, position, time, null, notice -> notice);
    }

    /** The reset mail of the same commit follows. */
    @EventHandler
    void on(AccountSecured event, Position position) {
        cancelEmailChange(event.user());
        cancel(event.user(), MailKind.RESET_PASSWORD);
        notices.forgetDevices(event.user(), position);
    }

    @EventHandler
    void on(UserErased event) {
        recipients.remove(event.user());
        notices.remove(event.user());
        pendingMails.removeAll(BY_USER, event.user(), mail -> true, mail -> {});
    }

    private static PendingMail toOwnAddress(
            UserId user, MailKind kind, MailRequestId request, @Nullable Instant expiresAt, Position position) {
        return new PendingMail(user, kind, request, expiresAt, null, null, null, position.value());
    }

    private void request(Position position, PendingMail mail) {
        pendingMails.put(mail.id(), position, mail);
    }

    private void cancel(UserId user, MailKind kind) {
        pendingMails.remove(PendingMail.id(user, kind));
    }

    @Override
    public int removeEnded(Instant now, int limit) {
        var mails = pendingMails.removeEnded(now, limit, mail -> {});
        return mails + magicLinks.removeEnded(now, limit - mails);
    }

    @EventHandler
    void on(MagicLinkRequested event, Position position) {
        magicLinks.record(event, position);
    }

    @EventHandler
    void on(MagicLinkCodeShown event, Position position) {
        magicLinks.record(event, position);
    }

    @EventHandler
    void on(MagicLinkUsed event) {
        magicLinks.record(event);
    }

    @QueryHandler
    FoundMagicLink handle(FindMagicLink query) {
        return new FoundMagicLink(
                magicLinks.find(query.request(), clock.instant()).map(PendingMagicLink::link));
    }

    @QueryHandler
    MailToSend handle(FindMailToSend query) {
        var user = query.user();
        if (user == null) {
            return new MailToSend(
                    magicLinks.find(query.request(), clock.instant()).map(PendingMagicLink::mail));
        }
        return new MailToSend(pendingMails
                .find(PendingMail.id(user, query.kind(), query.request()))
                .filter(mail -> mail.isPending(query.request(), clock.instant()))
                .filter(mail -> !mail.isEndedByRestoreAt(restores.sessionsEndedAt()))
                .flatMap(this::toMail));
    }

    private Optional<Mail> toMail(PendingMail pending) {
        var other = otherOwner(pending);
        if (other.isPresent()) {
            return other.map(owner -> new Mail(
                    MailKind.ADDRESS_TAKEN,
                    owner.profile().email(),
                    owner.nameInMail(),
                    owner.language(),
                    null,
                    false,
                    null));
        }
        return recipients
                .find(pending.user())
                .filter(recipient -> recipient.mayReceive(pending.kind()))
                .map(recipient -> new Mail(
                        pending.kind(),
                        pending.to() == null ? recipient.profile().email() : pending.to(),
                        pending.to() == null ? recipient.nameInMail() : null,
                        recipient.language(),
                        pending.expiresAt(),
                        pending.kind() == MailKind.RESET_PASSWORD && recipient.losesKeysAtReset(),
                        pending.notice()))
                .filter(mail -> !mail.to().isErased());
    }

    /** Another account that has the address: a notice is sent to the address as stored there, and no link. */
    private Optional<MailRecipient> otherOwner(PendingMail pending) {
        var hmac = pending.toHmac();
        return hmac == null || hmac.isErased()
                ? Optional.empty()
                : recipients
                        .findUnique(BY_EMAIL, hmac.value())
                        .filter(owner -> !owner.user().equals(pending.user())
                                && !owner.profile().email().isErased());
    }
}
