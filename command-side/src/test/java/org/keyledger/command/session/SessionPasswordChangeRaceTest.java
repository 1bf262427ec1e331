package org.keyledger.command.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.command.Samples.started;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.ChangePassword;

/**
 * Log-in and password change were decided on the same password: the session must not outlive the change, whichever
 * commits first.
 */
@DisplayName("Logging in while the password changes")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SessionPasswordChangeRaceTest {

    private static final SessionId LATE = new SessionId(id(90));

    private final ConcurrentNodes nodes = new ConcurrentNodes();
    private final CommandSideFixture node = nodes.node;

    @BeforeEach
    void an_account() {
        node.given(signUp());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void that_commits_before_it_yields_an_invalid_session() {
        node.given(logIn(LATE, FIRST), change(FIRST, null));

        assertThat(node.expectRefusal(refresh(LATE, 1))).isEqualTo(Refusal.SESSION_ENDED);
        assertThat(node.lastCommit()).isEqualTo(List.of(new SessionEnded(LATE, Reason.CREDENTIAL_CHANGED)));
    }

    @Test
    void that_is_handled_after_it_yields_no_session() {
        node.given(change(FIRST, null));

        assertThat(node.expectRefusal(logIn(LATE, FIRST))).isEqualTo(Refusal.STALE_CREDENTIAL);
        assertThat(node.expectRefusal(refresh(LATE, 1))).isEqualTo(Refusal.NO_SUCH_SESSION);
    }

    /**
     * The log-in checked the user before the change and commits after it, so no check at its start can detect the
     * change.
     */
    @Test
    void that_commits_after_it_yields_an_invalid_session() {
        node.given(change(FIRST, null));
        SessionStarted started = started(LATE, FIRST);
        node.recordEvent("Session", LATE, 0, started);

        assertThat(node.expectRefusal(refresh(LATE, 1))).isEqualTo(Refusal.SESSION_ENDED);
    }

    @Test
    void leaves_the_session_that_the_change_keeps() {
        node.given(change(FIRST, SESSION));

        assertThat(node.when(refresh(SESSION, 1))).isEqualTo(Decision.done());
        assertThat(node.when(change(FIRST.next(), null))).isEqualTo(Decision.done());
        assertThat(node.expectRefusal(refresh(SESSION, 2))).isEqualTo(Refusal.SESSION_ENDED);
    }

    @Test
    void does_not_affect_log_ins_with_the_new_password() {
        node.given(change(FIRST, null), logIn(LATE, FIRST.next()));

        assertThat(node.when(refresh(LATE, 1))).isEqualTo(Decision.done());
    }

    @Test
    void on_two_nodes_concurrently_never_yields_an_active_session() throws Exception {
        var credential = FIRST;
        for (int round = 0; round < 250; round++) {
            var session = new SessionId(id(10_000 + round));
            var decisions =
                    nodes.run(nodes.onOtherNode(logIn(session, credential)), nodes.onNode(change(credential, null)));
            assertThat(decisions.get(1)).isEqualTo(Decision.done());
            assertThat(node.expectRefusal(refresh(session, 1)))
                    .as("round %d", round)
                    .isIn(Refusal.SESSION_ENDED, Refusal.NO_SUCH_SESSION);
            credential = credential.next();
        }
        assertThat(node.events()).filteredOn(SessionStarted.class::isInstance).hasSizeGreaterThan(1);
    }

    private static ChangePassword change(CredentialVersion from, @Nullable SessionId kept) {
        return new ChangePassword(ADA, from, PasswordHash.parse("{bcrypt}new"), kept, false, Digest.of("receipt"));
    }
}
