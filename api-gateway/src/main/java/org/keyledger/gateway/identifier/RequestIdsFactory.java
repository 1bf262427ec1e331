package org.keyledger.gateway.identifier;

import java.time.Clock;

/** Creates the {@link RequestIds} of a request. */
public final class RequestIdsFactory {

    private static final int SEED_BYTES = 32;

    private final Clock clock;
    private final RandomSource randomSource;
    private final ApiKeySettings settings;

    RequestIdsFactory(Clock clock, RandomSource randomSource, ApiKeySettings settings) {
        this.clock = clock;
        this.randomSource = randomSource;
        this.settings = settings;
    }

    /** From a random seed: the same ids within the request, and different ones for every other request. */
    public RequestIds random() {
        return new RequestIds(
                clock.millis(),
                new HkdfRandomSource(randomSource.bytes("seed", SEED_BYTES), new byte[0]),
                settings.brand());
    }

    /** From a derived source: the same ids for every request with the same time and source. */
    public RequestIds derived(long millis, RandomSource derived) {
        return new RequestIds(millis, derived, settings.brand());
    }
}
