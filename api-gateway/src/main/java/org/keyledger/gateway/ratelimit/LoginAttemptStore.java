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

/** Stores {@link LoginAttempts} in the atomic store and updates them by compare-and-set. */
final class LoginAttemptStore {

    private static final int MAX_TRIES = 100;
    private static final LoginAttempts NONE = LoginAttempts.read(new byte[0]);

    private final AtomicStore store;

    /** Serialises the updates of this process, so that a compare-and-set fails only because of another process. */
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    LoginAttemptStore(AtomicStore store) {
        this.store = store;
    }

    /**
     * Applies a change; without an effect nothing is written.
     *
     * @return the attempts after the change
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code overloaded} after too many failed tries
     */
    LoginAttempts update(String counterKey, Duration lifetime, UnaryOperator<LoginAttempts> change) {
        var lock = locks[Math.floorMod(counterKey.hashCode(), locks.length)];
        lock.lock();
        try {
            for (var tries = 0; tries < MAX_TRIES; tries++) {
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
