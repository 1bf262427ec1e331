package org.keyledger.consumer.mail;

import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserId;

/**
 * The body of a {@code mail.ordered} event.
 *
 * @param template {@code verify_email}
 * @param userId who is to get it
 * @param requestId which of their requests it answers
 * @param language an IETF language tag (BCP 47)
 */
record MailOrdered(String template, UserId userId, RequestId requestId, String language) {}
