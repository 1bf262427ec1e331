package org.keyledger.command.publisher;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.NoticeRequest;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserId;

/**
 * Requests a mail from the mailer. Contains neither the address nor the link nor the language: the mailer queries them
 * when it sends the mail.
 *
 * @param template the kind of mail
 * @param userId null for a magic link, whose recipient need not be a user
 */
record MailRequestEvent(MailKind template, @Nullable UserId userId, MailRequestId requestId) {

    /** The subject of the published event. */
    Object subject() {
        return userId == null ? requestId : userId;
    }

    /** The mail request that results from this event, if any. */
    static Optional<MailRequestEvent> of(LedgerEvent event) {
        return of(event.payload()).or(() -> notice(event));
    }

    private static Optional<MailRequestEvent> of(Object event) {
        if (event instanceof EmailVerificationRequested request) {
            return Optional.of(new MailRequestEvent(MailKind.VERIFY_EMAIL, request.user(), request.request()));
        }
        if (event instanceof SignUpNoticeRequested request) {
            return Optional.of(new MailRequestEvent(MailKind.SIGN_UP_ATTEMPTED, request.user(), request.request()));
        }
        if (event instanceof MagicLinkRequested request) {
            return Optional.of(new MailRequestEvent(MailKind.MAGIC_LINK, null, request.request()));
        }
        if (event instanceof EmailChangeRequested request) {
            return Optional.of(new MailRequestEvent(MailKind.CHANGE_EMAIL, request.user(), request.request()));
        }
        if (event instanceof EmailChangeNoticeRequested request) {
            return Optional.of(
                    new MailRequestEvent(MailKind.EMAIL_CHANGE_REQUESTED, request.user(), request.request()));
        }
        if (event instanceof PasswordResetRequested request) {
            return Optional.of(new MailRequestEvent(MailKind.RESET_PASSWORD, request.user(), request.request()));
        }
        return event instanceof EmailChanged changed
                ? Optional.ofNullable(changed.request())
                        .map(request -> new MailRequestEvent(MailKind.EMAIL_CHANGED, changed.user(), request))
                : Optional.empty();
    }

    private static Optional<MailRequestEvent> notice(LedgerEvent event) {
        var actor = Actor.of(event.metadata()).map(Actor::user).orElse(null);
        return NoticeRequest.of(event.payload(), event.position(), event.time(), actor)
                .map(notice -> new MailRequestEvent(notice.kind(), notice.user(), notice.request()));
    }
}
