package org.keyledger.command.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.newSession;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.command.Samples.started;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;

@DisplayName("Logging in again in the same browser")
class SessionReplacementTest {

    private static final SessionId NEXT = new SessionId(id(90));

    private final ConcurrentNodes nodes = new ConcurrentNodes();
    private final CommandSideFixture node = nodes.node;

    @BeforeEach
    void a_session() {
        node.given(signUp());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void ends_the_earlier_session_in_the_same_commit() {
        node.given(replacing(SESSION, FIRST));

        assertThat(node.lastCommit())
                .isEqualTo(List.of(started(NEXT, FIRST), new SessionEnded(SESSION, Reason.LOGGED_OUT)));
        assertThat(node.expectRefusal(refresh(SESSION, 1))).isEqualTo(Refusal.SESSION_ENDED);
    }

    @Test
    void ends_nothing_if_it_is_refused() {
        assertThat(node.expectRefusal(replacing(SESSION, FIRST.next()))).isEqualTo(Refusal.STALE_CREDENTIAL);

        node.given(refresh(SESSION, 1));
    }

    @Test
    void appends_nothing_for_a_session_that_has_ended_or_is_unknown() {
        node.given(replacing(SESSION, FIRST));

        node.given(new StartSession(ADA, TENANT, FIRST, newSession(new SessionId(id(91))), null, SESSION, null));
        assertThat(node.lastCommit()).hasSize(1);
        node.given(new StartSession(
                ADA, TENANT, FIRST, newSession(new SessionId(id(92))), null, new SessionId(id(99)), null));
        assertThat(node.lastCommit()).hasSize(1);
    }

    private static StartSession replacing(@Nullable SessionId replaced, CredentialVersion credential) {
        return new StartSession(ADA, TENANT, credential, newSession(NEXT), null, replaced, null);
    }
}
