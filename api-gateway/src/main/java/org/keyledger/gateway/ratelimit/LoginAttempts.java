package org.keyledger.gateway.ratelimit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guesses at one account that its window still holds: those that were wrong, and those under way. */
record LoginAttempts(List<LoginAttempt> attempts) {

    /** So long a guess may be under way; whoever made an older one died with it, and it counts as wrong. */
    private static final long PENDING_TIMEOUT_MILLIS = 30_000;

    private static final int RADIX = 36;

    /**
     * @param id of the guess
     * @param at milliseconds since 1970
     */
    record LoginAttempt(String id, long at, boolean failed) {

        private static LoginAttempt read(String text) {
            var parts = text.split(" ", 3);
            return new LoginAttempt(parts[0], Long.parseLong(parts[1], RADIX), parts.length == 3);
        }

        private String text() {
            return id + " " + Long.toString(at, RADIX) + (failed ? " x" : "");
        }

        private boolean isFailedAt(long now) {
            return failed || at + PENDING_TIMEOUT_MILLIS < now;
        }
    }

    static LoginAttempts read(byte[] cell) {
        return new LoginAttempts(new String(cell, StandardCharsets.US_ASCII)
                .lines()
                .map(LoginAttempt::read)
                .toList());
    }

    byte[] bytes() {
        return attempts.stream()
                .map(LoginAttempt::text)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Those that count now; one from later was made by a clock that has been set back, and would count for too long. */
    LoginAttempts inWindow(long window, long now) {
        return only(place -> place.at() > now - window && place.at() <= now + PENDING_TIMEOUT_MILLIS);
    }

    /** And this one, if there are fewer than so many. */
    LoginAttempts with(LoginAttempt attempt, int atMost) {
        return attempts.size() < atMost
                ? new LoginAttempts(
                        Stream.concat(attempts.stream(), Stream.of(attempt)).toList())
                : this;
    }

    LoginAttempts without(LoginAttempt attempt) {
        return only(it -> !it.equals(attempt));
    }

    /** With this guess found wrong. */
    LoginAttempts markFailed(LoginAttempt attempt) {
        return new LoginAttempts(attempts.stream()
                .map(it -> it.equals(attempt) ? new LoginAttempt(it.id(), it.at(), true) : it)
                .toList());
    }

    private LoginAttempts only(Predicate<LoginAttempt> kept) {
        return new LoginAttempts(attempts.stream().filter(kept).toList());
    }

    /** When the wrong ones were guessed, the oldest first. */
    long[] failureTimes(long now) {
        return attempts.stream()
                .filter(place -> place.isFailedAt(now))
                .mapToLong(LoginAttempt::at)
                .sorted()
                .toArray();
    }
}
