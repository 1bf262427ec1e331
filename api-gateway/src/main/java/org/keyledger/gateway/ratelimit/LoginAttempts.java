package org.keyledger.gateway.ratelimit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recent login attempts of one account: those with a wrong password, and those still being checked. */
record LoginAttempts(List<LoginAttempt> attempts) {

    /** A pending attempt older than this counts as wrong, because the process that checked it has ended. */
    private static final long PENDING_TIMEOUT_MILLIS = 30_000;

    private static final int RADIX = 36;

    /**
     * @param id random, distinguishes attempts of the same millisecond
     * @param at start of the attempt, Unix milliseconds
     * @param failed true if the password was wrong, false while it is being checked
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

    static LoginAttempts read(byte[] bytes) {
        return new LoginAttempts(new String(bytes, StandardCharsets.US_ASCII)
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

    /** The attempts within the window, without those in the future, which exist after the clock was set back. */
    LoginAttempts inWindow(long window, long now) {
        return only(attempt -> attempt.at() > now - window && attempt.at() <= now + PENDING_TIMEOUT_MILLIS);
    }

    /** Adds the attempt if there are fewer than {@code max}. */
    LoginAttempts with(LoginAttempt attempt, int max) {
        return attempts.size() < max
                ? new LoginAttempts(
                        Stream.concat(attempts.stream(), Stream.of(attempt)).toList())
                : this;
    }

    LoginAttempts without(LoginAttempt attempt) {
        return only(it -> !it.equals(attempt));
    }

    /** Marks the attempt as one with a wrong password. */
    LoginAttempts markFailed(LoginAttempt attempt) {
        return new LoginAttempts(attempts.stream()
                .map(it -> it.equals(attempt) ? new LoginAttempt(it.id(), it.at(), true) : it)
                .toList());
    }

    private LoginAttempts only(Predicate<LoginAttempt> filter) {
        return new LoginAttempts(attempts.stream().filter(filter).toList());
    }

    /** Start times of the attempts with a wrong password, oldest first. */
    long[] failureTimes(long now) {
        return attempts.stream()
                .filter(attempt -> attempt.isFailedAt(now))
                .mapToLong(LoginAttempt::at)
                .sorted()
                .toArray();
    }
}
