package org.keyledger.consumer.mail;

import java.util.Arrays;
import java.util.Locale;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/**
 * The body of a {@code mail.ordered} event.
 *
 * @param template a {@link MailKind} in lower case
 * @param userId who is to get it
 * @param requestId which of their requests it answers; of a notice, which notice it is
 * @param language an IETF language tag (BCP 47)
 */
record MailRequested(String template, UserId userId, MailRequestId requestId, String language) {

    /** @throws IllegalArgumentException if there is no such template */
    MailKind kind() {
        return Arrays.stream(MailKind.values())
                .filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(template))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no template " + template));
    }
}
