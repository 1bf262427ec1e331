package org.keyledger.gateway.ratelimit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.ledger.AtomicStore;

/** Keeps {@link LoginAttempts} in cells, each changed as a whole or not at all, whoever else changes it meanwhile. */
final class LoginAttemptStore {

    private static final int MAX_TRIES = 100;
    private static final LoginAttempts NONE = LoginAttempts.read(new byte[0]);

    private final AtomicStore store;

    /** Those of this process take turns, so that only another gateway can come between. */
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    LoginAttemptStore(AtomicStore store) {
        this.store = store;
    }

    /** @return what it holds now: nothing changed if the change left it as it was */
    LoginAttempts update(String counterKey, Duration lifetime, UnaryOperator<LoginAttempts> change) {
        var lock = locks[Math.floorMod(counterKey.hashCode(), locks.length)];
        lock.lock();
        try {
            for (var tried = 0; tried < MAX_TRIES; tried++) {
                var before = store.get(counterKey);
                var after = change.apply(before.map(LoginAttempts::read).orElse(NONE));
                if (compareAndSet(counterKey, before, after.bytes(), lifetime)) {
                    return after;
                }
                pause();
            }
            throw Problem.OVERLOADED.toException();
        } finally {
            lock.unlock();
        }
    }

    private boolean compareAndSet(String counterKey, Optional<byte[]> before, byte[] after, Duration lifetime) {
        if (before.isEmpty()) {
            return after.length == 0 || store.acquireLease(counterKey, after, lifetime);
        }
        if (Arrays.equals(before.get(), after)) {
            return true;
        }
        return after.length == 0
                ? store.remove(counterKey, before.get())
                : store.renewLease(counterKey, before.get(), after, lifetime);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(1, 10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.OVERLOADED.toException();
        }
    }
}
