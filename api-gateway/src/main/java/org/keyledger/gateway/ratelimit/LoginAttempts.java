package org.keyledger.gateway.ratelimit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guesses at one account that its window still holds: those that were wrong, and those under way. */
record LoginAttempts(List<LoginAttempt> taken) {

    /** So long a guess may be under way; whoever made an older one died with it, and it counts as wrong. */
    private static final long LONGEST_MILLIS = 30_000;

    private static final int DECIMALS = 36;

    /**
     * @param id of the guess
     * @param at milliseconds since 1970
     */
    record LoginAttempt(String id, long at, boolean wrong) {

        private static LoginAttempt read(String text) {
            var parts = text.split(" ", 3);
            return new LoginAttempt(parts[0], Long.parseLong(parts[1], DECIMALS), parts.length == 3);
        }

        private String text() {
            return id + " " + Long.toString(at, DECIMALS) + (wrong ? " x" : "");
        }

        private boolean isWrongAt(long now) {
            return wrong || at + LONGEST_MILLIS < now;
        }
    }

    static LoginAttempts read(byte[] cell) {
        return new LoginAttempts(new String(cell, StandardCharsets.US_ASCII)
                .lines()
                .map(LoginAttempt::read)
                .toList());
    }

    byte[] bytes() {
        return taken.stream()
                .map(LoginAttempt::text)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Those that count now; one from later was made by a clock that has been set back, and would count for too long. */
    LoginAttempts within(long window, long now) {
        return only(place -> place.at() > now - window && place.at() <= now + LONGEST_MILLIS);
    }

    /** And this one, if there are fewer than so many. */
    LoginAttempts with(LoginAttempt place, int atMost) {
        return taken.size() < atMost
                ? new LoginAttempts(
                        Stream.concat(taken.stream(), Stream.of(place)).toList())
                : this;
    }

    LoginAttempts without(LoginAttempt place) {
        return only(it -> !it.equals(place));
    }

    /** With this guess found wrong. */
    LoginAttempts judged(LoginAttempt place) {
        return new LoginAttempts(taken.stream()
                .map(it -> it.equals(place) ? new LoginAttempt(it.id(), it.at(), true) : it)
                .toList());
    }

    private LoginAttempts only(Predicate<LoginAttempt> kept) {
        return new LoginAttempts(taken.stream().filter(kept).toList());
    }

    /** When the wrong ones were guessed, the oldest first. */
    long[] wrongAt(long now) {
        return taken.stream()
                .filter(place -> place.isWrongAt(now))
                .mapToLong(LoginAttempt::at)
                .sorted()
                .toArray();
    }
}
