package org.keyledger.gateway.ratelimit;

import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/**
 * A number of calls in a window of time, written as {@code 20/10m}.
 *
 * @param calls at least one
 * @param window from a second to a day
 */
record Rate(int calls, Duration window) {

    static final String FORM_TEXT = "calls/window such as 20/10m, with 1 call or more and a window from 1s to 1d";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})/([0-9]{1,9}(s|m|h|d))");
    private static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    private static final Duration MAX_WINDOW = Duration.ofDays(1);

    Rate {
        if (calls < 1 || window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("must be " + FORM_TEXT);
        }
    }

    /**
     * Reads {@code 20/10m}: calls, a slash, a number with s, m, h or d. Public because Spring's conversion looks for it.
     *
     * @throws IllegalArgumentException if the text has another form or a value is out of bounds
     */
    public static Rate of(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("must be " + FORM_TEXT);
        }
        return new Rate(Integer.parseInt(form.group(1)), DurationStyle.SIMPLE.parse(form.group(2)));
    }
}
