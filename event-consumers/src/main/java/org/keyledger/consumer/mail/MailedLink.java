package org.keyledger.consumer.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.MagicLinkToken;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** The path of a mailed link and the purpose of its token. */
record MailedLink(LinkToken.Purpose purpose, String path) {

    private static final MailedLink NOT_ME = new MailedLink(LinkToken.Purpose.NOT_ME, "/not-me");

    /**
     * The links of a mail, path and query of each.
     *
     * @param main what the mail asks for; empty if it asks for nothing
     * @param notMe secures the account; empty unless the mail is a security notice
     */
    record Links(Optional<String> main, Optional<String> notMe) {

        static final Links NONE = new Links(Optional.empty(), Optional.empty());

        static Links of(ServiceKeys keys, MailKind kind, @Nullable UserId user, MailRequestId request) {
            return user == null
                    ? new Links(Optional.of(magicLink(keys, request)), Optional.empty())
                    : of(keys, kind, user, request, kind.isSecurityNotice());
        }

        private static String magicLink(ServiceKeys keys, MailRequestId request) {
            var token = MagicLinkToken.create(
                    keys.key(ServiceKeys.Purpose.LINK), MagicLinkToken.Purpose.MAGIC_LINK, request);
            return "/magic-link?token=" + token.encoded();
        }

        private static Links of(ServiceKeys keys, MailKind kind, UserId user, MailRequestId request, boolean isNotice) {
            var notMe = isNotice ? Optional.of(NOT_ME) : Optional.<MailedLink>empty();
            return new Links(
                    forKind(kind).map(link -> link.pathAndQuery(keys, user, request)),
                    notMe.map(link -> link.pathAndQuery(keys, user, request)));
        }

        @Override
        public String toString() {
            return "Links[hidden]";
        }
    }

    /** The link that mails of this kind ask to open; empty for notices that do not ask for anything. */
    static Optional<MailedLink> forKind(MailKind kind) {
        return switch (kind) {
            case VERIFY_EMAIL -> link(LinkToken.Purpose.VERIFY_EMAIL, "/api/auth/verify-email");
            case CHANGE_EMAIL -> link(LinkToken.Purpose.CHANGE_EMAIL, "/change-email");
            case EMAIL_CHANGE_REQUESTED -> link(LinkToken.Purpose.CANCEL_EMAIL_CHANGE, "/change-email/cancel");
            case EMAIL_CHANGED -> link(LinkToken.Purpose.UNDO_EMAIL_CHANGE, "/change-email/undo");
            case RESET_PASSWORD -> link(LinkToken.Purpose.RESET_PASSWORD, "/reset-password");
            default -> Optional.empty();
        };
    }

    private static Optional<MailedLink> link(LinkToken.Purpose purpose, String path) {
        return Optional.of(new MailedLink(purpose, path));
    }

    /** Path and query with the token, which is computed from the ids. */
    private String pathAndQuery(ServiceKeys keys, UserId user, MailRequestId request) {
        var token = LinkToken.create(keys.key(ServiceKeys.Purpose.LINK), purpose, user, request);
        return path + "?token=" + token.encoded();
    }
}
