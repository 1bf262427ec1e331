package org.keyledger.command.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.newSession;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.command.Samples.started;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.command.ConcurrentNodes.RoutedCommand;
import org.keyledger.command.Samples;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.factor.FactorUse.RecoveryCode;
import org.keyledger.kernel.factor.FactorUse.TotpStep;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;

@DisplayName("Starting a session with a second factor on")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SecondFactorLoginTest {

    private static final long STEP = 59_000_000;
    private static final SessionId LATER = new SessionId(id(60));

    private final ConcurrentNodes nodes = new ConcurrentNodes();
    private final CommandSideFixture node = nodes.node;

    @BeforeEach
    void an_account_with_a_factor() {
        node.given(
                signUp(),
                new EnrollTotp(ADA_SIGNED_IN, TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), false),
                new ConfirmTotp(ADA_SIGNED_IN, 1, STEP, codes()));
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void is_refused_without_a_code() {
        assertThat(node.expectRefusal(logIn(LATER, null))).isEqualTo(Refusal.SECOND_FACTOR_REQUIRED);
        assertThat(nodes.otherNode.expectRefusal(logIn(LATER, null))).isEqualTo(Refusal.SECOND_FACTOR_REQUIRED);
    }

    @Test
    void records_the_use_in_the_commit_of_the_session() {
        node.given(logIn(LATER, new TotpStep(1, STEP + 1)));

        assertThat(node.lastCommit()).isEqualTo(List.of(new TotpCodeUsed(ADA, STEP + 1), started(LATER, FIRST)));
    }

    @Test
    void by_a_recovery_code_is_recorded_too() {
        node.given(logIn(LATER, recoveryCode(4)));

        assertThat(node.lastCommit()).isEqualTo(List.of(new RecoveryCodeUsed(ADA, 4), started(LATER, FIRST)));
    }

    @ParameterizedTest
    @ValueSource(longs = {STEP - 1, STEP})
    void is_refused_with_a_used_code_and_starts_nothing(long step) {
        assertThat(node.expectRefusal(logIn(LATER, new TotpStep(1, step)))).isEqualTo(Refusal.WRONG_CODE);
        assertThat(node.expectRefusal(refresh(LATER, 1))).isEqualTo(Refusal.NO_SUCH_SESSION);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void in_parallel_with_one_code_starts_one_session(boolean recovery) throws Exception {
        FactorUse use = recovery ? recoveryCode(0) : new TotpStep(1, STEP + 1);
        var commands = new ArrayList<RoutedCommand>();
        for (var i = 0; i < 8; i++) {
            var command = logIn(new SessionId(id(70 + i)), use);
            commands.add(i % 2 == 0 ? nodes.onNode(command) : nodes.onOtherNode(command));
        }

        var decisions = nodes.run(commands);

        assertThat(Collections.frequency(decisions, Decision.done())).isEqualTo(1);
        assertThat(Collections.frequency(decisions, Decision.refuse(Refusal.WRONG_CODE)))
                .isEqualTo(7);
        assertThat(node.events()).filteredOn(SessionStarted.class::isInstance).hasSize(2);
    }

    @Test
    void leaves_the_sessions_from_before_it() {
        assertThat(node.when(refresh(SESSION, 1))).isEqualTo(Decision.done());
    }

    /** Without a proof that the account belongs to the reader of the mails, a stranger may have enrolled the factor. */
    @Test
    void is_possible_after_a_reset_that_first_proves_the_ownership_of_the_address() {
        reset();

        assertThat(node.lastCommit().contains(new TotpDisabled(ADA, Reason.OWNERSHIP_NOT_PROVED)))
                .isTrue();
        node.given(new StartSession(ADA, TENANT, FIRST.next(), newSession(LATER), null, null, null));
    }

    @Test
    void is_refused_after_a_reset_of_an_account_whose_owner_is_known() {
        node.given(new VerifyEmail(ADA, Samples.REQUEST, Digest.of("link"), ADA_SIGNED_IN));
        reset();

        assertThat(node.expectRefusal(new StartSession(ADA, TENANT, FIRST.next(), newSession(LATER), null, null, null)))
                .isEqualTo(Refusal.SECOND_FACTOR_REQUIRED);
    }

    @Test
    void is_refused_after_the_erasure_of_the_user_whatever_code_is_sent() {
        node.given(new EraseUser(ADA, FIRST));

        assertThat(node.expectRefusal(logIn(LATER, recoveryCode(1)))).isEqualTo(Refusal.STALE_CREDENTIAL);
    }

    private void reset() {
        var request = new MailRequestId(id(91));
        var token = Digest.of("reset link");
        node.given(
                new RequestPasswordReset(ADA, new LinkToSend(request, token)),
                new ResetPassword(ADA, request, token, PasswordHash.parse("{bcrypt}new"), false, Digest.of("receipt")));
    }

    private static StartSession logIn(SessionId session, @Nullable FactorUse factor) {
        return new StartSession(ADA, TENANT, FIRST, newSession(session), null, null, factor);
    }

    private static RecoveryCode recoveryCode(int index) {
        return new RecoveryCode(Digest.of("code " + index));
    }

    private static RecoveryCodeDigests codes() {
        return RecoveryCodeDigests.of(IntStream.range(0, RecoveryCodeDigests.COUNT)
                .mapToObj(index -> Digest.of("code " + index))
                .toList());
    }
}
