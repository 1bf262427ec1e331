package org.keyledger.gateway.minting;

import java.time.Clock;

/** Gives each request its mint. */
public final class Mints {

    private final Clock clock;
    private final Dice dice;
    private final ApiKeySettings settings;

    Mints(Clock clock, Dice dice, ApiKeySettings settings) {
        this.clock = clock;
        this.dice = dice;
        this.settings = settings;
    }

    /** What this one makes nobody can make again. */
    public Mint random() {
        return new Mint(clock.millis(), dice, settings.brand());
    }

    /** What this one makes is made again from the same time and dice. */
    public Mint derived(long millis, Dice derived) {
        return new Mint(millis, derived, settings.brand());
    }
}
