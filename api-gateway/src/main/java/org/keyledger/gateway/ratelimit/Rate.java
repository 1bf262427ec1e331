package org.keyledger.gateway.ratelimit;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * So many in so long; written as {@code 20/10m}.
 *
 * @param calls one at least
 * @param window a second to a day
 */
record Rate(int calls, Duration window) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([0-9]{1,9}(s|m|h|d))");
    private static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    private static final Duration MAX_WINDOW = Duration.ofDays(1);

    Rate {
        if (calls < 1 || window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("a limit is one call or more, in a second to a day");
        }
    }

    /** Reads {@code 20/10m}: calls, a slash, a number with s, m, h or d. Public, or Spring does not find it. */
    public static Rate of(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is no limit such as 20/10m");
        }
        return new Rate(Integer.parseInt(form.group(1)), DurationStyle.SIMPLE.parse(form.group(2)));
    }
}
