package org.keyledger.command.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;

@DisplayName("Refreshing a session concurrently")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SessionConcurrentRefreshTest {

    private static final int GENERATIONS = 100;

    private final ConcurrentNodes nodes = new ConcurrentNodes();

    @BeforeEach
    void a_session() {
        nodes.node.given(signUp());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void rotates_once_and_gives_all_requests_the_same_successor() throws Exception {
        for (int generation = 1; generation <= GENERATIONS; generation++) {
            assertThat(nodes.run(nodes.alternating(4, refresh(SESSION, generation))))
                    .as("generation %d", generation)
                    .containsExactlyInAnyOrder(
                            Decision.done(), Decision.noChange(), Decision.noChange(), Decision.noChange());
        }
        assertThat(nodes.node.events())
                .filteredOn(SessionRefreshed.class::isInstance)
                .hasSize(GENERATIONS);
    }

    @Test
    void long_after_the_successor_ends_the_family_once_and_in_one_commit() throws Exception {
        nodes.node.given(refresh(SESSION, 1));
        nodes.advanceClock(Duration.ofSeconds(11));

        assertThat(nodes.run(nodes.alternating(4, refresh(SESSION, 1))))
                .containsOnlyOnce(Decision.refuse(Refusal.REFRESH_TOKEN_REUSED))
                .allMatch(Decision.Refused.class::isInstance);

        assertThat(nodes.node.lastCommit())
                .isEqualTo(List.of(
                        new RefreshTokenReused(SESSION, 1), new SessionEnded(SESSION, Reason.REFRESH_TOKEN_REUSED)));
        assertThat(nodes.node.expectRefusal(refresh(SESSION, 2))).isEqualTo(Refusal.SESSION_ENDED);
    }

    @Test
    void with_a_log_out_leaves_no_active_session() throws Exception {
        nodes.run(nodes.onNode(refresh(SESSION, 1)), nodes.onOtherNode(new EndSession(SESSION, ADA)));

        assertThat(nodes.node.expectRefusal(refresh(SESSION, 1))).isEqualTo(Refusal.SESSION_ENDED);
        assertThat(nodes.node.expectRefusal(refresh(SESSION, 2))).isEqualTo(Refusal.SESSION_ENDED);
    }
}
