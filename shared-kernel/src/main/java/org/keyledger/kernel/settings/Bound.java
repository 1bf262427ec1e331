package org.keyledger.kernel.settings;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The accepted values of a setting.
 *
 * @param text the values in words; completes the sentence "must be …"
 * @param condition whether a value is accepted
 */
public record Bound<T>(String text, Predicate<T> condition) {

    private static final String EXAMPLES = ", such as 30s, 10m or 24h";

    /** For a bound that the type of the value ensures, or that depends on other settings. */
    public static <T> Bound<T> any(String text) {
        return new Bound<>(text, value -> true);
    }

    public static <T> Bound<T> of(String text, Predicate<T> condition) {
        return new Bound<>(text, condition);
    }

    /** Accepts what the parser accepts, which throws an {@link IllegalArgumentException} otherwise. */
    public static <T> Bound<T> parsedBy(Consumer<T> parser, String text) {
        return new Bound<>(text, value -> parses(parser, value));
    }

    public static Bound<Integer> atLeast(int min) {
        return new Bound<>(min + " or greater", value -> value >= min);
    }

    /** Both ends included. */
    public static Bound<Integer> between(int min, int max) {
        return new Bound<>("between " + min + " and " + max, value -> min <= value && value <= max);
    }

    public static Bound<Duration> positiveDuration() {
        return new Bound<>("a duration longer than 0s" + EXAMPLES, Bound::isPositive);
    }

    /** Longer than 0s; {@code max} included. */
    public static Bound<Duration> positiveDurationUpTo(Duration max) {
        return new Bound<>(
                "a duration longer than 0s and at most " + SettingValue.format(max) + EXAMPLES,
                value -> isPositive(value) && value.compareTo(max) <= 0);
    }

    /** Zero and {@code max} included. */
    public static Bound<Duration> durationUpTo(Duration max) {
        return new Bound<>(
                "a duration from 0s to " + SettingValue.format(max),
                value -> !value.isNegative() && value.compareTo(max) <= 0);
    }

    public boolean accepts(T value) {
        return condition.test(value);
    }

    private static boolean isPositive(Duration value) {
        return !value.isNegative() && !value.isZero();
    }

    private static <T> boolean parses(Consumer<T> parser, T value) {
        try {
            parser.accept(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
