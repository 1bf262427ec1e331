package org.keyledger.kernel.settings;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Formats the value of a setting for a message: text in quotes, durations as they are written in settings, such as
 * {@code 30s}.
 */
final class SettingValue {

    private SettingValue() {}

    static String format(Object value) {
        if (value instanceof Duration duration) {
            return format(duration);
        }
        if (value instanceof List<?> list) {
            return format(list.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return value instanceof Number ? value.toString() : "\"" + value + "\"";
    }

    private static String format(Duration duration) {
        var seconds = duration.toSeconds();
        if (duration.getNano() != 0) {
            return duration.toMillis() + "ms";
        }
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        if (seconds % 3600 != 0) {
            return duration.toMinutes() + "m";
        }
        return seconds % 86_400 == 0 ? duration.toDays() + "d" : duration.toHours() + "h";
    }
}
