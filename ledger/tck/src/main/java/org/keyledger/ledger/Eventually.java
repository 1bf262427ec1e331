package org.keyledger.ledger;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what another thread or process does. Polls, first after 1 ms and then less often, at least every 50 ms, and
 * once more when the time is over.
 *
 * <p>{@code lastSeen} is asked only on failure; it describes the state that the condition was about.
 */
public final class Eventually {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long MAX_PAUSE_MILLIS = 50;

    private Eventually() {}

    /** @throws AssertionError if the condition is not true within 60 s */
    public static void awaitTrue(BooleanSupplier condition, Supplier<?> lastSeen) {
        awaitTrue(condition, TIMEOUT, lastSeen);
    }

    /** @throws AssertionError if the condition is not true within this time */
    public static void awaitTrue(BooleanSupplier condition, Duration timeout, Supplier<?> lastSeen) {
        awaitPresent(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty(), timeout, lastSeen);
    }

    /** @throws AssertionError if the source returns no value within 60 s */
    public static <T> T awaitPresent(Supplier<Optional<T>> source, Supplier<?> lastSeen) {
        return awaitPresent(source, TIMEOUT, lastSeen);
    }

    /** @throws AssertionError if the source returns no value within this time */
    public static <T> T awaitPresent(Supplier<Optional<T>> source, Duration timeout, Supplier<?> lastSeen) {
        long startedAt = System.nanoTime();
        for (long pauseMillis = 1; ; pauseMillis = Math.min(2 * pauseMillis, MAX_PAUSE_MILLIS)) {
            boolean timeIsOver = System.nanoTime() - startedAt > timeout.toNanos();
            Optional<T> found = source.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (timeIsOver) {
                throw new AssertionError("Not reached within " + timeout + ", last seen: " + lastSeen.get());
            }
            pause(pauseMillis);
        }
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
