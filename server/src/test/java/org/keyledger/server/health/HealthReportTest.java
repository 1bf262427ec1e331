package org.keyledger.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.health.HealthReport.Part;
import org.keyledger.server.health.HealthReport.Status;

@DisplayName("Reporting the health of the parts")
class HealthReportTest {

    private static final Map<String, Part> REQUIRED = Map.of("ledger", Part.up("ok"), "verifier", Part.up("ok"));

    @Test
    void is_up_while_every_part_is_up() {
        assertThat(HealthReport.of(REQUIRED, Map.of("mailer", Part.up("following"))))
                .extracting(HealthReport::status)
                .isEqualTo(Status.UP);
    }

    @Test
    void is_degraded_while_another_part_is_not_up() {
        assertThat(HealthReport.of(REQUIRED, Map.of("mailer", Part.degraded("retrying"))))
                .extracting(HealthReport::status)
                .isEqualTo(Status.DEGRADED);
        assertThat(HealthReport.of(REQUIRED, Map.of("publisher", Part.down("stopped"))))
                .extracting(HealthReport::status)
                .isEqualTo(Status.DEGRADED);
        assertThat(HealthReport.of(Map.of("ledger", Part.degraded("retrying")), Map.of()))
                .extracting(HealthReport::status)
                .isEqualTo(Status.DEGRADED);
    }

    @Test
    void is_down_while_a_required_part_is_down() {
        // given
        var required = Map.of("ledger", Part.up("ok"), "verifier", Part.down("behind 7"));

        // when
        var report = HealthReport.of(required, Map.of("mailer", Part.up("following")));

        // then
        assertThat(report.status()).isEqualTo(Status.DOWN);
        assertThat(report.parts())
                .containsOnlyKeys("ledger", "mailer", "verifier")
                .containsEntry("verifier", Part.down("behind 7"));
    }

    @Test
    void shows_the_free_space_of_the_disk() {
        assertThat(DiskHealth.of(255L << 20)).isEqualTo(Part.degraded("only 255 MiB free"));
        assertThat(DiskHealth.of(256L << 20)).isEqualTo(Part.up("256 MiB free"));
    }
}
