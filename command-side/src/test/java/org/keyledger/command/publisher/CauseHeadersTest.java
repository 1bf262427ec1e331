package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Actor;

@DisplayName("Headers that say who caused an event")
class CauseHeadersTest {

    @Test
    void contain_actor_tenant_request_and_position() {
        assertThat(CauseHeaders.of(SampleEvents.METADATA))
                .containsExactly(
                        Map.entry("ce_actorkind", "user"),
                        Map.entry("ce_actoruser", "01890a5d-ac96-774b-bcce-b302099a8057"),
                        Map.entry("ce_actorcredential", "01890a5d-ac96-774b-bcce-b302099a8057"),
                        Map.entry("ce_tenant", "cust_01890a5dac96774bbcceb302099a8057"),
                        Map.entry("ce_requestid", "0b7a4a0e-5f5e-4b0e-9a54-9f2f5f0f6f01"),
                        Map.entry("ce_decidedatposition", "41"));
    }

    @Test
    void are_absent_for_what_an_actor_does_not_have() {
        assertThat(CauseHeaders.of(Actor.operator().metadata())).containsExactly(Map.entry("ce_actorkind", "operator"));
    }

    @Test
    void have_names_that_cloud_events_allows() {
        assertThat(CauseHeaders.of(SampleEvents.METADATA).keySet()).allMatch(name -> name.matches("ce_[a-z0-9]{1,20}"));
    }
}
