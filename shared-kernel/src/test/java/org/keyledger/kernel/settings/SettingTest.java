package org.keyledger.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Checking the value of a setting")
class SettingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of(Bound.atLeast(0), 0),
                Arguments.of(Bound.atLeast(0), Integer.MAX_VALUE),
                Arguments.of(Bound.between(4, 16), 4),
                Arguments.of(Bound.between(4, 16), 16),
                Arguments.of(Bound.positiveDuration(), Duration.ofNanos(1)),
                Arguments.of(Bound.positiveDurationUpTo(MINUTE), MINUTE),
                Arguments.of(Bound.durationUpTo(MINUTE), Duration.ZERO),
                Arguments.of(Bound.durationUpTo(MINUTE), MINUTE),
                Arguments.of(Bound.<String>parsedBy(Integer::valueOf, "a number"), "7"),
                Arguments.of(Bound.any("any text"), ""));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void accepts_values_within_the_bound(Bound<Object> bound, Object value) {
        // given
        var setting = Setting.of("keyledger.x", bound, "");

        // when / then
        assertThatCode(() -> setting.require(value)).doesNotThrowAnyException();
    }

    static Stream<Arguments> refused() {
        var day = Duration.ofDays(1);
        return Stream.of(
                Arguments.of(Bound.atLeast(0), -1, "must be 0 or greater, was -1"),
                Arguments.of(Bound.between(4, 16), 3, "must be between 4 and 16, was 3"),
                Arguments.of(Bound.between(4, 16), 17, "must be between 4 and 16, was 17"),
                Arguments.of(
                        Bound.positiveDuration(),
                        Duration.ZERO,
                        "must be a duration longer than 0s, such as 30s, 10m or 24h, was 0s"),
                Arguments.of(
                        Bound.positiveDurationUpTo(day),
                        Duration.ofHours(25),
                        "must be a duration longer than 0s and at most 1d, such as 30s, 10m or 24h, was 25h"),
                Arguments.of(
                        Bound.positiveDurationUpTo(day),
                        Duration.ofMillis(-1),
                        "must be a duration longer than 0s and at most 1d, such as 30s, 10m or 24h, was -1ms"),
                Arguments.of(
                        Bound.durationUpTo(MINUTE),
                        Duration.ofSeconds(61),
                        "must be a duration from 0s to 1m, was 61s"),
                Arguments.of(
                        Bound.durationUpTo(MINUTE),
                        Duration.ofMinutes(-90),
                        "must be a duration from 0s to 1m, was -90m"),
                Arguments.of(
                        Bound.<String>parsedBy(Integer::valueOf, "a number"),
                        "seven",
                        "must be a number, was \"seven\""),
                Arguments.of(Bound.of("nothing", value -> false), List.of("a", "b"), "must be nothing, was \"a,b\""));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void names_property_bound_and_value_of_any_other(Bound<Object> bound, Object value, String problem) {
        // given
        var setting = Setting.of("keyledger.x", bound, "");

        // when / then
        assertThatThrownBy(() -> setting.require(value))
                .isInstanceOfSatisfying(InvalidSettingException.class, refused -> {
                    assertThat(refused).hasMessage("keyledger.x " + problem);
                    assertThat(refused.property()).isEqualTo("keyledger.x");
                    assertThat(refused.problem()).isEqualTo(problem);
                });
    }

    @Test
    void accepts_the_result_of_a_check_that_depends_on_other_settings() {
        // given
        var setting = Setting.of("keyledger.x", Bound.<Integer>any("greater than keyledger.y"), "");

        // when / then
        assertThatCode(() -> setting.require(1, true)).doesNotThrowAnyException();
        assertThatThrownBy(() -> setting.require(1, false))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("keyledger.x must be greater than keyledger.y, was 1");
    }

    @Test
    void never_shows_a_secret() {
        // given
        var setting = Setting.secret("keyledger.password", Bound.<String>of("longer", value -> false), "");

        // when / then
        assertThatThrownBy(() -> setting.require("hunter2"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("keyledger.password must be longer");
    }
}
