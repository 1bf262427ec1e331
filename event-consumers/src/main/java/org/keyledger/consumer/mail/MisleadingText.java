package org.keyledger.consumer.mail;

import java.util.regex.Pattern;

/** Recognizes texts of users that a mail must not show: somebody who uses an account could lead its owner to their site. */
final class MisleadingText {

    /** A text that a mail program may show as a link. */
    private static final Pattern LINK_LIKE = Pattern.compile("[./:@]\\p{L}|://|\\p{Cf}");

    /**
     * A scheme, {@code www.}, a dot before two or more letters, which may be a top-level domain, in any script; line breaks,
     * and characters that change the direction of text.
     */
    private static final Pattern MISLEADING = Pattern.compile(
            "://|(?i)www[.\\u3002\\uff0e\\uff61]|[.\\u3002\\uff0e\\uff61]\\p{L}{2}|\\p{Cf}|\\p{Cc}|\\p{Zl}|\\p{Zp}");

    private MisleadingText() {}

    /** Whether a mail program or a reader could take the text for a link, or for text of the mail. */
    static boolean isMisleading(String text) {
        return MISLEADING.matcher(text).find();
    }

    /** Stricter: for labels, which need not look like the names of people. */
    static boolean isLinkLike(String text) {
        return LINK_LIKE.matcher(text).find() || isMisleading(text);
    }
}
