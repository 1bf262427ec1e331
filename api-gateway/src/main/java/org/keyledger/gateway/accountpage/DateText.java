package org.keyledger.gateway.accountpage;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Dates and times on pages, in UTC because a page without a script does not know the zone of its reader. */
public final class DateText {

    /** By the locales of the shipped languages: a list has many dates, and making a format takes longer than using it. */
    private static final Map<Locale, DateTimeFormatter> DAYS = new ConcurrentHashMap<>();

    private static final Map<Locale, DateTimeFormatter> TIMES = new ConcurrentHashMap<>();

    private DateText() {}

    public static String day(Instant time, Locale locale) {
        return DAYS.computeIfAbsent(locale, it -> format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG), it))
                .format(time);
    }

    /** With hours, minutes and the zone. */
    public static String time(Instant time, Locale locale) {
        return TIMES.computeIfAbsent(
                                locale,
                                it -> format(
                                        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT),
                                        it))
                        .format(time)
                + " UTC";
    }

    private static DateTimeFormatter format(DateTimeFormatter style, Locale locale) {
        return style.withLocale(locale).withZone(ZoneOffset.UTC);
    }
}
