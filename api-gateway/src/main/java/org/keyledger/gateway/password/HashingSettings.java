package org.keyledger.gateway.password;

import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Cost and concurrency of password hashing. */
@ConfigurationProperties("keyledger.hashing")
record HashingSettings(
        @DefaultValue("10") int bcryptCost,
        @DefaultValue("64") int queue,
        @DefaultValue("0") int threads) {

    static final Setting<Integer> BCRYPT_COST = Setting.of(
            "keyledger.hashing.bcrypt-cost",
            Bound.between(4, 16),
            "Cost of password hashing (bcrypt). Each step doubles the time of a login; 10 is about 50 ms.");

    static final Setting<Integer> QUEUE = Setting.of(
            "keyledger.hashing.queue",
            Bound.atLeast(1),
            "How many passwords may wait for a hashing thread. Further requests get 503 `overloaded`.");

    static final Setting<Integer> THREADS = Setting.of(
            "keyledger.hashing.threads",
            Bound.atLeast(0),
            "How many passwords are hashed in parallel. 0: one fewer than CPU cores, at least one, so that many logins"
                    + " do not slow down everything else.");

    public HashingSettings {
        BCRYPT_COST.require(bcryptCost);
        QUEUE.require(queue);
        THREADS.require(threads);
    }

    /** By default one core is not used for hashing, so that credential checks do not wait for hashes. */
    int threadsOn(int cores) {
        return threads > 0 ? threads : Math.max(1, cores - 1);
    }
}
