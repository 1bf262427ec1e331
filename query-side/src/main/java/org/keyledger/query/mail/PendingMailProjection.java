package org.keyledger.query.mail;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** Keeps whom mails go to, and which of them are still worth sending. */
final class PendingMailProjection {

    static final List<String> VIEWS = List.of("mails", "addressees");
    private static final String BY_EMAIL = "email";

    private final View<PendingMail> mails;
    private final View<MailRecipient> addressees;
    private final Clock clock;

    PendingMailProjection(ReadModels models, Clock clock) {
        this.mails = models.view(ViewDefinition.of(VIEWS.get(0), PendingMail.class));
        this.addressees = models.view(
                ViewDefinition.of(VIEWS.get(1), MailRecipient.class).unique(BY_EMAIL, MailRecipient::foundBy));
        this.clock = clock;
    }

    @EventHandler
    void on(UserRegistered event, Position position) {
        addressees.put(event.user(), position, MailRecipient.of(event));
    }

    @EventHandler
    void on(UserRenamed event, Position position) {
        addressees.change(event.user(), position, addressee -> addressee.renamed(event));
    }

    @EventHandler
    void on(EmailVerificationRequested event, Position position) {
        want(position, toOwnAddress(event.user(), MailKind.VERIFY_EMAIL, event.request(), event.expiresAt()));
    }

    @EventHandler
    void on(EmailVerified event, Position position) {
        addressees.change(event.user(), position, MailRecipient::proved);
        forget(event.user(), MailKind.VERIFY_EMAIL);
    }

    @EventHandler
    void on(PasswordResetRequested event, Position position) {
        want(position, toOwnAddress(event.user(), MailKind.RESET_PASSWORD, event.request(), event.expiresAt()));
    }

    @EventHandler
    void on(PasswordReset event, Position position) {
        changed(event.user(), event.credential(), position);
    }

    @EventHandler
    void on(EmailChangeRequested event, Position position) {
        want(
                position,
                new PendingMail(
                        event.user(),
                        MailKind.CHANGE_EMAIL,
                        event.request(),
                        event.expiresAt(),
                        event.email(),
                        event.emailHmac()));
    }

    @EventHandler
    void on(EmailChanged event, Position position) {
        addressees.change(event.user(), position, addressee -> addressee.moved(event));
        forget(event.user(), MailKind.VERIFY_EMAIL);
        forget(event.user(), MailKind.CHANGE_EMAIL);
        forget(event.user(), MailKind.RESET_PASSWORD);
        var request = event.request();
        if (request != null) {
            want(position, new PendingMail(event.user(), MailKind.EMAIL_CHANGED, request, null, event.former(), null));
        }
    }

    @EventHandler
    void on(PasswordChanged event, Position position) {
        changed(event.user(), event.credential(), position);
    }

    /** Whoever had the old password may have asked for another address with it. */
    private void changed(UserId user, CredentialVersion password, Position position) {
        forget(user, MailKind.CHANGE_EMAIL);
        forget(user, MailKind.RESET_PASSWORD);
        var notice = MailRequestId.forPasswordNotice(user, password);
        want(position, toOwnAddress(user, MailKind.PASSWORD_CHANGED, notice, null));
    }

    @EventHandler
    void on(UserErased event) {
        addressees.remove(event.user());
        for (var kind : MailKind.values()) {
            forget(event.user(), kind);
        }
    }

    private static PendingMail toOwnAddress(
            UserId user, MailKind kind, MailRequestId request, @Nullable Instant expiresAt) {
        return new PendingMail(user, kind, request, expiresAt, null, null);
    }

    private void want(Position position, PendingMail mail) {
        mails.put(mail.id(), position, mail);
    }

    private void forget(UserId user, MailKind kind) {
        mails.remove(PendingMail.id(user, kind));
    }

    @QueryHandler
    MailToSend handle(FindMailToSend query) {
        return new MailToSend(mails.find(PendingMail.id(query.user(), query.kind()))
                .filter(mail -> mail.isWorthSending(query.request(), clock.instant()))
                .flatMap(this::addressed));
    }

    private Optional<Mail> addressed(PendingMail wanted) {
        var other = holder(wanted);
        if (other.isPresent()) {
            return other.map(it -> new Mail(MailKind.ADDRESS_TAKEN, it.email(), it.name(), null));
        }
        return addressees
                .find(wanted.user())
                .filter(it -> it.mayGet(wanted.kind()))
                .map(it -> new Mail(
                        wanted.kind(), wanted.to() == null ? it.email() : wanted.to(), it.name(), wanted.expiresAt()))
                .filter(mail -> !mail.to().isErased());
    }

    /** Who else has the address: they are told, at the address as they wrote it, and nobody gets a link. */
    private Optional<MailRecipient> holder(PendingMail wanted) {
        var hmac = wanted.toHmac();
        return hmac == null || hmac.isErased()
                ? Optional.empty()
                : addressees
                        .findUnique(BY_EMAIL, hmac.value())
                        .filter(it ->
                                !it.user().equals(wanted.user()) && !it.email().isErased());
    }
}
