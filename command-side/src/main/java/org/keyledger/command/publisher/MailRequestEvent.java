package org.keyledger.command.publisher;

import java.util.Optional;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserId;

/**
 * Requests a mail from the mailer. Contains neither the address nor the link.
 *
 * @param template the kind of mail
 * @param language an IETF language tag (BCP 47)
 */
record MailRequestEvent(MailKind template, UserId userId, MailRequestId requestId, String language) {

    /** The only language so far; users cannot choose one yet. */
    private static final String LANGUAGE = "en";

    /** The mail request that results from this event, if any. */
    static Optional<MailRequestEvent> of(Object event) {
        if (event instanceof EmailVerificationRequested request) {
            return Optional.of(create(MailKind.VERIFY_EMAIL, request.user(), request.request()));
        }
        if (event instanceof SignUpNoticeRequested request) {
            return Optional.of(create(MailKind.SIGN_UP_ATTEMPTED, request.user(), request.request()));
        }
        if (event instanceof EmailChangeRequested request) {
            return Optional.of(create(MailKind.CHANGE_EMAIL, request.user(), request.request()));
        }
        if (event instanceof EmailChangeNoticeRequested request) {
            return Optional.of(create(MailKind.EMAIL_CHANGE_REQUESTED, request.user(), request.request()));
        }
        if (event instanceof PasswordResetRequested request) {
            return Optional.of(create(MailKind.RESET_PASSWORD, request.user(), request.request()));
        }
        if (event instanceof PasswordReset reset) {
            return Optional.of(passwordChanged(reset.user(), reset.credential()));
        }
        if (event instanceof PasswordChanged changed) {
            return Optional.of(passwordChanged(changed.user(), changed.credential()));
        }
        if (event instanceof ApiKeyIssued issued) {
            var request = MailRequestId.forApiKeyNotice(issued.key());
            return Optional.of(create(MailKind.API_KEY_CREATED, issued.creator(), request));
        }
        return event instanceof EmailChanged changed
                ? Optional.ofNullable(changed.request())
                        .map(request -> create(MailKind.EMAIL_CHANGED, changed.user(), request))
                : Optional.empty();
    }

    private static MailRequestEvent passwordChanged(UserId user, CredentialVersion credential) {
        return create(MailKind.PASSWORD_CHANGED, user, MailRequestId.forPasswordNotice(user, credential));
    }

    private static MailRequestEvent create(MailKind template, UserId user, MailRequestId request) {
        return new MailRequestEvent(template, user, request, LANGUAGE);
    }
}
