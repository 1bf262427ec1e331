package org.keyledger.gateway.identifier;

import java.time.Clock;

/** Gives each request its mint. */
public final class Mints {

    private static final int SEED = 32;

    private final Clock clock;
    private final Dice dice;
    private final ApiKeySettings settings;

    Mints(Clock clock, Dice dice, ApiKeySettings settings) {
        this.clock = clock;
        this.dice = dice;
        this.settings = settings;
    }

    /** Makes the same as often as it is asked, and nobody else can make it. */
    public Mint random() {
        return new Mint(clock.millis(), new DerivedDice(dice.roll("seed", SEED), new byte[0]), settings.brand());
    }

    /** What this one makes is made again from the same time and dice. */
    public Mint derived(long millis, Dice derived) {
        return new Mint(millis, derived, settings.brand());
    }
}
