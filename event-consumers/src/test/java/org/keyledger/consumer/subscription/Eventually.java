package org.keyledger.consumer.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for an effect of another thread. */
public final class Eventually {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Eventually() {}

    public static void awaitTrue(BooleanSupplier holds, Supplier<?> failureMessage) throws InterruptedException {
        var deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s", failureMessage.get()).isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
