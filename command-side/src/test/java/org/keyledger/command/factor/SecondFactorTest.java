package org.keyledger.command.factor;

import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.id;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.command.AggregateFixtures;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.DisableTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorCommand.GenerateRecoveryCodes;
import org.keyledger.kernel.factor.FactorCommand.UseSecondFactor;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.FactorUse.RecoveryCode;
import org.keyledger.kernel.factor.FactorUse.TotpStep;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionId;

@DisplayName("A second factor")
class SecondFactorTest {

    private static final TotpSecret SECRET = TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    private static final TotpSecret OTHER_SECRET = TotpSecret.parse("AEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    private static final AuthenticatedSession OTHER_SESSION =
            new AuthenticatedSession(ADA, FIRST, new SessionId(id(50)));
    private static final long STEP = 59_000_000;
    private static final RecoveryCodeDigests CODES = codes("first");
    private static final RecoveryCodeDigests LATER_CODES = codes("later");

    private static final Object[] PENDING = {new TotpEnrolled(ADA, 1, SESSION, SECRET)};
    private static final Object[] ON = with(PENDING, new TotpConfirmed(ADA, 1, STEP), codesGenerated(CODES));

    @Test
    void is_enrolled_and_numbered() {
        given().when(new EnrollTotp(ADA_SIGNED_IN, SECRET, false))
                .expectEvents(new TotpEnrolled(ADA, 1, SESSION, SECRET))
                .expectResultMessagePayload(Decision.done());
        given(PENDING)
                .when(new EnrollTotp(OTHER_SESSION, OTHER_SECRET, false))
                .expectEvents(new TotpEnrolled(ADA, 2, OTHER_SESSION.session(), OTHER_SECRET));
    }

    @Test
    void is_replaced_only_by_a_user_who_has_proved_the_credential_again() {
        expectRefusal(given(ON).when(new EnrollTotp(ADA_SIGNED_IN, OTHER_SECRET, false)), Refusal.STEP_UP_REQUIRED);
        given(ON)
                .when(new EnrollTotp(ADA_SIGNED_IN, OTHER_SECRET, true))
                .expectEvents(new TotpEnrolled(ADA, 2, SESSION, OTHER_SECRET));
    }

    @Test
    void is_on_once_it_is_confirmed() {
        given(PENDING)
                .when(new ConfirmTotp(ADA_SIGNED_IN, 1, STEP, CODES))
                .expectEvents(new TotpConfirmed(ADA, 1, STEP), codesGenerated(CODES))
                .expectResultMessagePayload(Decision.done());
    }

    @Test
    void is_confirmed_only_by_the_session_that_enrolled_it_and_only_once() {
        expectRefusal(given(PENDING).when(new ConfirmTotp(OTHER_SESSION, 1, STEP, CODES)), Refusal.NO_SECOND_FACTOR);
        expectRefusal(given(ON).when(new ConfirmTotp(ADA_SIGNED_IN, 1, STEP, CODES)), Refusal.NO_SECOND_FACTOR);
        expectRefusal(given().when(new ConfirmTotp(ADA_SIGNED_IN, 1, STEP, CODES)), Refusal.NO_SECOND_FACTOR);
    }

    /** The code was verified with a secret that was replaced meanwhile. */
    @Test
    void is_not_confirmed_with_a_code_of_an_earlier_enrolment() {
        expectRefusal(
                given(with(PENDING, new TotpEnrolled(ADA, 2, SESSION, OTHER_SECRET)))
                        .when(new ConfirmTotp(ADA_SIGNED_IN, 1, STEP, CODES)),
                Refusal.NO_SECOND_FACTOR);
    }

    @Test
    void accepts_a_later_step_than_the_last_one() {
        given(ON).when(use(1, STEP + 1)).expectEvents(new TotpCodeUsed(ADA, STEP + 1));
        given(with(ON, new TotpCodeUsed(ADA, STEP + 1)))
                .when(use(1, STEP + 2))
                .expectEvents(new TotpCodeUsed(ADA, STEP + 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 2})
    void never_accepts_a_used_step_or_an_earlier_one(long offset) {
        expectRefusal(given(with(ON, new TotpCodeUsed(ADA, STEP + 2))).when(use(1, STEP + offset)), Refusal.WRONG_CODE);
    }

    /** The step of the confirmation was used too. */
    @Test
    void does_not_accept_the_step_that_confirmed_it() {
        expectRefusal(given(ON).when(use(1, STEP)), Refusal.WRONG_CODE);
    }

    @Test
    void accepts_only_codes_of_the_confirmed_secret() {
        var replacing = with(ON, new TotpEnrolled(ADA, 2, SESSION, OTHER_SECRET));
        expectRefusal(given(replacing).when(use(2, STEP + 1)), Refusal.WRONG_CODE);
        given(replacing).when(use(1, STEP + 1)).expectEvents(new TotpCodeUsed(ADA, STEP + 1));
        expectRefusal(
                given(with(replacing, new TotpConfirmed(ADA, 2, STEP), codesGenerated(LATER_CODES)))
                        .when(use(1, STEP + 1)),
                Refusal.WRONG_CODE);
    }

    @Test
    void accepts_each_recovery_code_once() {
        given(ON).when(use("first", 9)).expectEvents(new RecoveryCodeUsed(ADA, 9));
        var used = with(ON, new RecoveryCodeUsed(ADA, 9));
        expectRefusal(given(used).when(use("first", 9)), Refusal.WRONG_CODE);
        given(used).when(use("first", 0)).expectEvents(new RecoveryCodeUsed(ADA, 0));
        expectRefusal(given(ON).when(use("later", 0)), Refusal.WRONG_CODE);
    }

    @Test
    void accepts_no_former_recovery_code() {
        given(with(ON, new RecoveryCodeUsed(ADA, 3)))
                .when(new GenerateRecoveryCodes(ADA_SIGNED_IN, LATER_CODES))
                .expectEvents(codesGenerated(LATER_CODES));
        var renewed = with(ON, new RecoveryCodeUsed(ADA, 3), codesGenerated(LATER_CODES));
        expectRefusal(given(renewed).when(use("first", 0)), Refusal.WRONG_CODE);
        given(renewed).when(use("later", 3)).expectEvents(new RecoveryCodeUsed(ADA, 3));
    }

    @Test
    void has_no_recovery_codes_before_it_is_confirmed() {
        var generate = new GenerateRecoveryCodes(ADA_SIGNED_IN, CODES);
        expectRefusal(given().when(generate), Refusal.NO_SECOND_FACTOR);
        expectRefusal(given(PENDING).when(generate), Refusal.NO_SECOND_FACTOR);
    }

    @Test
    void is_turned_off_with_its_codes() {
        given(ON).when(new DisableTotp(ADA_SIGNED_IN)).expectEvents(new TotpDisabled(ADA, Reason.REQUESTED));
        var off = with(ON, new TotpDisabled(ADA, Reason.REQUESTED));
        expectRefusal(given(off).when(use(1, STEP + 1)), Refusal.WRONG_CODE);
        expectRefusal(given(off).when(use("first", 0)), Refusal.WRONG_CODE);
        given(off)
                .when(new EnrollTotp(ADA_SIGNED_IN, OTHER_SECRET, false))
                .expectEvents(new TotpEnrolled(ADA, 2, SESSION, OTHER_SECRET));
    }

    @Test
    void is_turned_off_twice_without_an_error() {
        given().when(new DisableTotp(ADA_SIGNED_IN)).expectNoEvents().expectResultMessagePayload(Decision.noChange());
        given(with(ON, new TotpDisabled(ADA, Reason.REQUESTED)))
                .when(new DisableTotp(ADA_SIGNED_IN))
                .expectNoEvents()
                .expectResultMessagePayload(Decision.noChange());
    }

    @ParameterizedTest
    @MethodSource("commandsOfAnEndedSession")
    void does_not_change_by_a_session_that_has_ended(FactorCommand command) {
        expectRefusal(given(ON).when(command), Refusal.SIGNED_OUT);
    }

    static Stream<FactorCommand> commandsOfAnEndedSession() {
        var ended = new AuthenticatedSession(ADA, FIRST.next(), SESSION);
        return Stream.of(
                new EnrollTotp(ended, OTHER_SECRET, true),
                new ConfirmTotp(ended, 1, STEP, CODES),
                new DisableTotp(ended),
                new GenerateRecoveryCodes(ended, LATER_CODES),
                new UseSecondFactor(ended, new TotpStep(1, STEP + 1)));
    }

    private static TestExecutor<SecondFactor> given(Object... events) {
        AggregateTestFixture<SecondFactor> fixture =
                AggregateFixtures.of(SecondFactor.class, AggregateFixtures.after(Duration.ZERO));
        fixture.registerAnnotatedCommandHandler(new FactorCommandHandler(
                new SecondFactors(fixture.getRepository(), (user, assertion) -> Optional.of(Refusal.PASSKEY_REJECTED)),
                (user, version, session) -> version.equals(FIRST)));
        return fixture.given(events);
    }

    private static void expectRefusal(ResultValidator<SecondFactor> result, Refusal refusal) {
        result.expectNoEvents().expectResultMessagePayload(Decision.refuse(refusal));
    }

    private static UseSecondFactor use(int enrolment, long step) {
        return new UseSecondFactor(ADA_SIGNED_IN, new TotpStep(enrolment, step));
    }

    private static UseSecondFactor use(String name, int index) {
        return new UseSecondFactor(ADA_SIGNED_IN, new RecoveryCode(Digest.of(name + " code " + index)));
    }

    private static RecoveryCodesGenerated codesGenerated(RecoveryCodeDigests codes) {
        return new RecoveryCodesGenerated(ADA, codes);
    }

    private static RecoveryCodeDigests codes(String name) {
        return RecoveryCodeDigests.of(IntStream.range(0, RecoveryCodeDigests.COUNT)
                .mapToObj(index -> Digest.of(name + " code " + index))
                .toList());
    }

    private static Object[] with(Object[] events, Object... more) {
        return Stream.concat(Stream.of(events), Stream.of(more)).toArray();
    }
}
