package org.keyledger.gateway.hashing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How dear a password is.
 *
 * @param bcryptCost 4 to 16; each step doubles the time, 10 is about 50 ms
 * @param queue how many may wait for a thread before the next hears 503
 */
@ConfigurationProperties("keyledger.hashing")
record HashingSettings(
        @DefaultValue("10") int bcryptCost,
        @DefaultValue("64") int queue) {

    public HashingSettings {
        if (bcryptCost < 4 || bcryptCost > 16) {
            throw new IllegalArgumentException("the bcrypt cost is 4 to 16");
        }
        if (queue < 1) {
            throw new IllegalArgumentException("the hashing queue holds at least one");
        }
    }
}
