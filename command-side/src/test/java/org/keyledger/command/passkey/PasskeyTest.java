package org.keyledger.command.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.newSession;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.kernel.user.CredentialVersion.FIRST;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorUse.PasskeyAssertion;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.passkey.AuthenticatorState;
import org.keyledger.kernel.passkey.NewPasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RegisterPasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RemovePasskey;
import org.keyledger.kernel.passkey.PasskeyCommand.RenamePasskey;
import org.keyledger.kernel.passkey.PasskeyCredentialClaimId;
import org.keyledger.kernel.passkey.PasskeyCredentialEvent.PasskeyCredentialClaimed;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRenamed;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUseRejected;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUsed;
import org.keyledger.kernel.passkey.PasskeyEvent.Reason;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.PasskeyPublicKey;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserCommand.ReclaimAccount;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserId;

@DisplayName("A passkey")
class PasskeyTest {

    private static final PasskeyId LAPTOP = passkey(0).id();
    private static final AuthenticatedSession BEN_SIGNED_IN =
            new AuthenticatedSession(new UserId(id(200)), FIRST, new SessionId(id(205)));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void an_account() {
        commandSide.given(signUp());
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    private static NewPasskey passkey(int number) {
        return passkey(number, 0);
    }

    private static NewPasskey passkey(int number, long counter) {
        return new NewPasskey(
                new PasskeyId(id(300 + number)),
                PasskeyCredentialId.of(ByteBuffer.allocate(16).putInt(number).array()),
                PasskeyPublicKey.of(new byte[] {1, 2, 3}),
                org.keyledger.kernel.user.DisplayName.parse("laptop " + number),
                new AuthenticatorState(counter, true, false));
    }

    private static RegisterPasskey register(NewPasskey passkey) {
        return new RegisterPasskey(ADA_SIGNED_IN, passkey);
    }

    /** A log-in by a passkey, with a second factor on or off. */
    private static StartSession logIn(long session, long counter) {
        return new StartSession(
                ADA,
                TENANT,
                FIRST,
                newSession(new SessionId(id(session))),
                null,
                null,
                new PasskeyAssertion(LAPTOP, counter, true));
    }

    private static RegisterUser signUpOfBen() {
        var sample = anotherSignUp(200);
        return new RegisterUser(
                sample.user(),
                new TenantId(id(201)),
                new EmailClaimId(id(202)),
                EmailHmac.parse("hmac-of-ben"),
                sample.profile(),
                sample.password(),
                null,
                null,
                sample.session());
    }

    private List<Object> lastCommit() {
        return new ArrayList<>(commandSide.lastCommit());
    }

    @Test
    void is_registered_together_with_the_claim_to_its_credential_id() {
        var added = passkey(0);

        assertThat(commandSide.when(register(added))).isEqualTo(Decision.done());

        assertThat(lastCommit())
                .containsExactlyInAnyOrder(
                        new PasskeyRegistered(
                                ADA, added.id(), added.credential(), added.publicKey(), added.name(), added.state()),
                        new PasskeyCredentialClaimed(PasskeyCredentialClaimId.of(added.credential()), ADA, added.id()));
    }

    @Test
    void belongs_to_one_user_only_even_after_it_was_removed() {
        commandSide.given(signUpOfBen(), register(passkey(0)));
        var again = new RegisterPasskey(BEN_SIGNED_IN, passkey(0));

        assertThat(commandSide.expectRefusal(again)).isEqualTo(Refusal.PASSKEY_TAKEN);
        commandSide.given(new RemovePasskey(ADA_SIGNED_IN, LAPTOP, false));
        assertThat(commandSide.expectRefusal(again)).isEqualTo(Refusal.PASSKEY_TAKEN);
    }

    @Test
    void is_one_of_at_most_twenty() {
        for (var number = 0; number < UserPasskeys.MAX_PASSKEYS; number++) {
            commandSide.given(register(passkey(number)));
        }

        assertThat(commandSide.expectRefusal(register(passkey(20)))).isEqualTo(Refusal.TOO_MANY_PASSKEYS);
        commandSide.given(new RemovePasskey(ADA_SIGNED_IN, LAPTOP, false));
        assertThat(commandSide.when(register(passkey(20)))).isEqualTo(Decision.done());
    }

    @Test
    void logs_in_with_a_second_factor_on() {
        commandSide.given(
                register(passkey(0)),
                new EnrollTotp(ADA_SIGNED_IN, TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), false),
                new ConfirmTotp(
                        ADA_SIGNED_IN,
                        1,
                        59_000_000,
                        RecoveryCodeDigests.of(IntStream.range(0, 10)
                                .mapToObj(code -> Digest.of("code " + code))
                                .toList())));

        assertThat(commandSide.when(logIn(60, 7))).isEqualTo(Decision.done());

        assertThat(lastCommit())
                .contains(new PasskeyUsed(ADA, LAPTOP, 7, true))
                .hasAtLeastOneElementOfType(SessionStarted.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 5})
    void is_refused_when_its_counter_does_not_go_on(long counter) {
        commandSide.given(register(passkey(0, 2)), logIn(60, 5));

        assertThat(commandSide.expectRefusal(logIn(61, counter))).isEqualTo(Refusal.PASSKEY_REJECTED);

        assertThat(lastCommit()).containsExactly(new PasskeyUseRejected(ADA, LAPTOP, counter));
        assertThat(commandSide.when(logIn(62, 6))).isEqualTo(Decision.done());
    }

    @Test
    void of_an_authenticator_without_a_counter_logs_in_any_number_of_times() {
        commandSide.given(register(passkey(0)), logIn(60, 0));

        assertThat(commandSide.when(logIn(61, 0))).isEqualTo(Decision.done());
    }

    @Test
    void is_renamed() {
        var name = org.keyledger.kernel.user.DisplayName.parse("phone");
        commandSide.given(register(passkey(0)));

        assertThat(commandSide.when(new RenamePasskey(ADA_SIGNED_IN, LAPTOP, name)))
                .isEqualTo(Decision.done());
        assertThat(lastCommit()).containsExactly(new PasskeyRenamed(ADA, LAPTOP, name));
        assertThat(commandSide.when(new RenamePasskey(ADA_SIGNED_IN, LAPTOP, name)))
                .isEqualTo(Decision.noChange());
        assertThat(commandSide.expectRefusal(
                        new RenamePasskey(ADA_SIGNED_IN, passkey(1).id(), name)))
                .isEqualTo(Refusal.NO_SUCH_PASSKEY);
    }

    @Test
    void logs_nobody_in_once_it_is_removed() {
        commandSide.given(register(passkey(0)));

        assertThat(commandSide.when(new RemovePasskey(ADA_SIGNED_IN, LAPTOP, false)))
                .isEqualTo(Decision.done());

        assertThat(lastCommit()).containsExactly(new PasskeyRemoved(ADA, LAPTOP, Reason.REQUESTED));
        assertThat(commandSide.expectRefusal(logIn(60, 1))).isEqualTo(Refusal.PASSKEY_REJECTED);
        assertThat(commandSide.expectRefusal(new RemovePasskey(ADA_SIGNED_IN, LAPTOP, false)))
                .isEqualTo(Refusal.NO_SUCH_PASSKEY);
    }

    @Test
    void of_somebody_else_is_unknown() {
        commandSide.given(signUpOfBen(), register(passkey(0)));

        assertThat(commandSide.expectRefusal(new RemovePasskey(BEN_SIGNED_IN, LAPTOP, false)))
                .isEqualTo(Refusal.NO_SUCH_PASSKEY);
    }

    @Test
    void needs_a_session_at_the_present_credential() {
        commandSide.given(register(passkey(0)), new ReclaimAccount(ADA));

        assertThat(commandSide.expectRefusal(register(passkey(1)))).isEqualTo(Refusal.SIGNED_OUT);
        assertThat(commandSide.expectRefusal(
                        new RenamePasskey(ADA_SIGNED_IN, LAPTOP, passkey(1).name())))
                .isEqualTo(Refusal.SIGNED_OUT);
        assertThat(commandSide.expectRefusal(new RemovePasskey(ADA_SIGNED_IN, LAPTOP, false)))
                .isEqualTo(Refusal.SIGNED_OUT);
    }

    @Test
    void is_removed_when_the_reader_of_the_mails_takes_the_account_over() {
        commandSide.given(register(passkey(0)), register(passkey(1)), new ReclaimAccount(ADA));

        assertThat(lastCommit())
                .contains(
                        new PasskeyRemoved(ADA, LAPTOP, Reason.OWNERSHIP_NOT_PROVED),
                        new PasskeyRemoved(ADA, passkey(1).id(), Reason.OWNERSHIP_NOT_PROVED));
        assertThat(commandSide.expectRefusal(logIn(60, 1))).isNotNull();
    }
}
