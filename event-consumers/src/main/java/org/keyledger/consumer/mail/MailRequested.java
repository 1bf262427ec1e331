package org.keyledger.consumer.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/**
 * The body of a {@code mail.ordered} event.
 *
 * @param template a {@link MailKind} in lower case
 * @param userId the user whose mail it is; empty for a magic link, whose recipient need not be a user
 * @param requestId the request that the mail belongs to; for a notice, the id of the notice
 */
record MailRequested(String template, Optional<UserId> userId, MailRequestId requestId) {

    /** @throws IllegalArgumentException if the template is unknown */
    MailKind kind() {
        return Arrays.stream(MailKind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(template))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown mail template: " + template));
    }
}
