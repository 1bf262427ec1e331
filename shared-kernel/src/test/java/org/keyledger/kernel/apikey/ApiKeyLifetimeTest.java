package org.keyledger.kernel.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;

@DisplayName("The lifetime of an API key")
class ApiKeyLifetimeTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final ApiKeyId KEY = new ApiKeyId(new UUID(1, 1));
    private static final ApiKeyId SUCCESSOR = new ApiKeyId(new UUID(1, 2));

    @Test
    void has_no_end_without_expiry() {
        var lifetime = ApiKeyLifetime.until(null);

        assertThat(lifetime.statusAt(NOW)).isEqualTo(Status.ACTIVE);
        assertThat(lifetime.isEndedAt(NOW)).isFalse();
        assertThat(lifetime.acceptedUntil(NOW)).isNull();
        assertThat(lifetime.canBeReplacedAt(NOW)).isTrue();
    }

    @Test
    void ends_when_it_expires() {
        var lifetime = ApiKeyLifetime.until(LATER);

        assertThat(lifetime.statusAt(LATER.minusMillis(1))).isEqualTo(Status.ACTIVE);
        assertThat(lifetime.statusAt(LATER)).isEqualTo(Status.EXPIRED);
        assertThat(lifetime.canBeReplacedAt(LATER)).isFalse();
        assertThat(lifetime.countsTowardsQuota()).isTrue();
    }

    @Test
    void ends_with_the_overlap_of_its_rotation() {
        var lifetime = ApiKeyLifetime.until(null).after(new ApiKeyRotated(KEY, SUCCESSOR, LATER));

        assertThat(lifetime.statusAt(NOW)).isEqualTo(Status.ROTATED);
        assertThat(lifetime.statusAt(LATER)).isEqualTo(Status.REVOKED);
        assertThat(lifetime.acceptedUntil(NOW)).isEqualTo(LATER);
        assertThat(lifetime.canBeReplacedAt(NOW)).isFalse();
        assertThat(lifetime.countsTowardsQuota()).isFalse();
    }

    @Test
    void ends_at_its_expiry_if_that_comes_before_the_end_of_the_overlap() {
        var lifetime = ApiKeyLifetime.until(LATER).after(new ApiKeyRotated(KEY, SUCCESSOR, LATER.plusSeconds(1)));

        assertThat(lifetime.acceptedUntil(NOW)).isEqualTo(LATER);
    }

    @Test
    void ends_for_every_clock_after_a_rotation_without_overlap() {
        var lifetime = ApiKeyLifetime.until(LATER).after(new ApiKeyRotated(KEY, SUCCESSOR, NOW));

        assertThat(lifetime.acceptedUntil(NOW)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void ends_with_its_revocation_also_within_the_overlap() {
        var lifetime = ApiKeyLifetime.until(null)
                .after(new ApiKeyRotated(KEY, SUCCESSOR, LATER))
                .after(new ApiKeyRevoked(KEY));

        assertThat(lifetime.revoked()).isTrue();
        assertThat(lifetime.statusAt(NOW)).isEqualTo(Status.REVOKED);
        assertThat(lifetime.isEndedAt(NOW)).isTrue();
        assertThat(lifetime.countsTowardsQuota()).isFalse();
    }
}
