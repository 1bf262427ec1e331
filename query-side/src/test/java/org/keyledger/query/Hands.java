package org.keyledger.query;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock whose hands a test moves. */
public final class Hands extends Clock {

    private volatile Instant now;

    private Hands(Instant now) {
        this.now = now;
    }

    public static Hands at(String instant) {
        return new Hands(Instant.parse(instant));
    }

    public void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
