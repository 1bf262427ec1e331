package org.keyledger.gateway.ratelimit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.ledger.AtomicStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The networks from which the right password of an account was given in the last 30 days. The store contains HMACs of
 * account and network, and the day of the latest log-in.
 */
final class KnownDevices {

    private static final Logger LOG = LoggerFactory.getLogger(KnownDevices.class);
    private static final String NAME = "known-device";
    private static final Duration RETENTION = Duration.ofDays(30);

    private final AtomicStore store;
    private final CounterKeys counterKeys;
    private final Clock clock;

    KnownDevices(AtomicStore store, CounterKeys counterKeys, Clock clock) {
        this.store = store;
        this.counterKeys = counterKeys;
        this.clock = clock;
    }

    /** @param client an IPv4 address or the /64 network of an IPv6 address */
    boolean isKnown(EmailHmac account, String client) {
        try {
            return store.get(keyOf(account, client)).isPresent();
        } catch (RuntimeException e) {
            throw RateLimiter.toException(NAME, e);
        }
    }

    /** Writes at most once a day. Without the store the device stays as it was. */
    void add(EmailHmac account, String client) {
        var key = keyOf(account, client);
        var today =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString().getBytes(US_ASCII);
        try {
            var present = store.get(key);
            if (present.isEmpty()) {
                store.acquireLease(key, today, RETENTION);
            } else if (!Arrays.equals(present.get(), today)) {
                store.renewLease(key, present.get(), today, RETENTION);
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not store the device of a log-in, it stays unknown: {}", e.toString());
        }
    }

    private String keyOf(EmailHmac account, String client) {
        return counterKeys.keyOf(NAME, account.value() + " " + client);
    }
}
