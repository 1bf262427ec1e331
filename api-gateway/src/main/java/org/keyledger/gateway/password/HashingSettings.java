package org.keyledger.gateway.password;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How dear a password is.
 *
 * @param bcryptCost 4 to 16; each step doubles the time, 10 is about 50 ms
 * @param queue how many may wait for a thread before the next hears 503
 * @param threads how many are hashed at once; 0 leaves one core to all else
 */
@ConfigurationProperties("keyledger.hashing")
record HashingSettings(
        @DefaultValue("10") int bcryptCost,
        @DefaultValue("64") int queue,
        @DefaultValue("0") int threads) {

    public HashingSettings {
        if (bcryptCost < 4 || bcryptCost > 16) {
            throw new IllegalArgumentException("the bcrypt cost is 4 to 16");
        }
        if (queue < 1) {
            throw new IllegalArgumentException("the hashing queue holds at least one");
        }
        if (threads < 0) {
            throw new IllegalArgumentException("the hashing threads are so many, or 0");
        }
    }

    /** Hashes take all the CPU they get: with a core that they leave alone, who checks a key does not wait for them. */
    int threadsOn(int cores) {
        return threads > 0 ? threads : Math.max(1, cores - 1);
    }
}
