package org.keyledger.gateway.identifier;

import java.time.Clock;

/** Gives each request its mint. */
public final class RequestIdsFactory {

    private static final int SEED = 32;

    private final Clock clock;
    private final RandomSource randomSource;
    private final ApiKeySettings settings;

    RequestIdsFactory(Clock clock, RandomSource randomSource, ApiKeySettings settings) {
        this.clock = clock;
        this.randomSource = randomSource;
        this.settings = settings;
    }

    /** Makes the same as often as it is asked, and nobody else can make it. */
    public RequestIds random() {
        return new RequestIds(
                clock.millis(), new HkdfRandomSource(randomSource.bytes("seed", SEED), new byte[0]), settings.brand());
    }

    /** What this one makes is made again from the same time and dice. */
    public RequestIds derived(long millis, RandomSource derived) {
        return new RequestIds(millis, derived, settings.brand());
    }
}
