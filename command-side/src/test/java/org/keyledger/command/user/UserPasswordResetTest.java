package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.SUCCESSOR;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.newKey;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.rotate;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RehashPassword;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;

@DisplayName("Resetting a forgotten password")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UserPasswordResetTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final MailRequestId ASKED = new MailRequestId(id(70));
    private static final Digest TOKEN = Digest.of("reset link");
    private static final PasswordHash NEW = PasswordHash.parse("{bcrypt}new");
    private static final RequestPasswordReset ASK = new RequestPasswordReset(ADA, new LinkToSend(ASKED, TOKEN));
    private static final VerifyEmail PROVE = new VerifyEmail(ADA, REQUEST, Digest.of("link"), ADA_SIGNED_IN);
    private static final RepeatNewPassword REPEAT = new RepeatNewPassword(ADA, Digest.of("receipt"));
    private static final SessionId LATER = new SessionId(id(71));
    private static final AuthenticatedSession OWNER = new AuthenticatedSession(ADA, FIRST.next(), LATER);
    private static final Successor SUCCESSION =
            new Successor(new ApiKeyId(id(73)), KeyPrefix.parse("kl_test_ghi"), "efgh", Digest.of("a third secret"));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void starts_with_a_mail_whose_link_is_valid_for_a_day() {
        commandSide.given(signUp(), ASK);

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(new PasswordResetRequested(ADA, ASKED, TOKEN, NOW.plus(DAY))));
    }

    @Test
    void increments_the_credential_version_and_keeps_the_keys_if_a_session_verified_the_address() {
        commandSide.given(signUp(), PROVE, ASK);

        assertThat(commandSide.when(reset(TOKEN))).isEqualTo(Decision.done());

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(new PasswordReset(ADA, ASKED, NEW, FIRST.next(), Digest.of("receipt"))));
    }

    @Test
    void ends_every_session_and_starts_none_on_the_old_password() {
        commandSide.given(signUp(), PROVE, ASK, reset(TOKEN));

        assertThat(commandSide.expectRefusal(refresh(SESSION, 1))).isEqualTo(Refusal.SESSION_ENDED);
        assertThat(commandSide.expectRefusal(logIn(LATER, FIRST))).isEqualTo(Refusal.STALE_CREDENTIAL);
        assertThat(commandSide.when(logIn(LATER, FIRST.next()))).isEqualTo(Decision.done());
    }

    @Test
    void ends_everything_of_another_person_who_signed_up_with_the_address() {
        var another = new ApiKeyId(id(72));
        commandSide.given(signUp(), new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(another)), ASK);

        assertThat(commandSide.when(reset(TOKEN))).isEqualTo(Decision.done());

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(
                        new PasswordReset(ADA, ASKED, NEW, FIRST.next(), Digest.of("receipt")),
                        new EmailVerified(ADA, ASKED),
                        new ApiKeysEnded(ADA, TENANT, FIRST.next())));
        assertThat(commandSide.expectRefusal(rotate(KEY, TENANT, Duration.ZERO)))
                .isEqualTo(Refusal.SIGNED_OUT);
        for (var key : List.of(KEY, another)) {
            assertThat(commandSide.expectRefusal(new RotateApiKey(key, TENANT, OWNER, SUCCESSION, Duration.ZERO)))
                    .isEqualTo(Refusal.KEY_ENDED);
            assertThat(commandSide.expectRefusal(new ConfirmApiKey(key, TENANT, OWNER)))
                    .isEqualTo(Refusal.KEY_ENDED);
            assertThat(commandSide.when(new RevokeApiKey(key, TENANT))).isEqualTo(Decision.noChange());
        }
        assertThat(commandSide.expectRefusal(
                        new CreateApiKey(TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, newKey(new ApiKeyId(id(76))))))
                .isEqualTo(Refusal.SIGNED_OUT);
        assertThat(commandSide.expectRefusal(PROVE)).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void ends_a_rotated_key_its_overlap_and_its_successor() {
        commandSide.given(signUp(), rotate(KEY, TENANT, Duration.ofDays(1)), ASK, reset(TOKEN));

        for (var key : List.of(KEY, SUCCESSOR)) {
            assertThat(commandSide.when(new RevokeApiKey(key, TENANT))).isEqualTo(Decision.noChange());
        }
        assertThat(commandSide.expectRefusal(new RotateApiKey(SUCCESSOR, TENANT, OWNER, SUCCESSION, Duration.ZERO)))
                .isEqualTo(Refusal.KEY_ENDED);
    }

    @Test
    void leaves_keys_created_afterwards_alone() {
        var later = new ApiKeyId(id(72));
        commandSide.given(
                signUp(), ASK, reset(TOKEN), new CreateApiKey(TENANT, OWNER, KeyOwner.Kind.USER, newKey(later)));

        assertThat(commandSide.when(new RotateApiKey(later, TENANT, OWNER, SUCCESSION, Duration.ZERO)))
                .isEqualTo(Decision.done());
    }

    @Test
    void works_once_and_until_a_day_has_passed() {
        commandSide.given(signUp(), PROVE, ASK);
        assertThat(commandSide.expectRefusal(reset(Digest.of("made up")))).isEqualTo(Refusal.INVALID_TOKEN);
        commandSide.given(reset(TOKEN));

        assertThat(commandSide.expectRefusal(reset(TOKEN))).isEqualTo(Refusal.INVALID_TOKEN);

        commandSide.given(ASK);
        commandSide.advanceClock(DAY);
        assertThat(commandSide.expectRefusal(reset(TOKEN))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void changes_nothing_when_the_same_request_is_repeated_within_ten_minutes() {
        commandSide.given(signUp(), PROVE, ASK, reset(TOKEN));
        var recorded = commandSide.events().size();

        assertThat(commandSide.when(REPEAT)).isEqualTo(Decision.noChange());
        commandSide.advanceClock(Duration.ofMinutes(10).minusMillis(1));
        assertThat(commandSide.when(REPEAT)).isEqualTo(Decision.noChange());
        assertThat(commandSide.events()).hasSize(recorded);

        commandSide.advanceClock(Duration.ofMillis(1));
        assertThat(commandSide.expectRefusal(REPEAT)).isEqualTo(Refusal.INVALID_TOKEN);
        commandSide.advanceClock(Duration.ofMinutes(-25));
        assertThat(commandSide.expectRefusal(REPEAT)).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_not_repeated_by_another_request_nor_after_another_password() {
        commandSide.given(signUp(), PROVE, ASK);
        assertThat(commandSide.expectRefusal(REPEAT)).isEqualTo(Refusal.INVALID_TOKEN);

        commandSide.given(reset(TOKEN));
        assertThat(commandSide.expectRefusal(new RepeatNewPassword(ADA, Digest.of("other body"))))
                .isEqualTo(Refusal.INVALID_TOKEN);

        commandSide.given(new ChangePassword(ADA, FIRST.next(), NEW, null, false, Digest.of("change")));
        assertThat(commandSide.expectRefusal(REPEAT)).isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.when(new RepeatNewPassword(ADA, Digest.of("change"))))
                .isEqualTo(Decision.noChange());
    }

    @Test
    void works_with_the_newest_link_only_and_not_after_the_password_was_changed() {
        var newer = new RequestPasswordReset(ADA, new LinkToSend(new MailRequestId(id(74)), Digest.of("newer")));
        commandSide.given(signUp(), ASK, newer);
        assertThat(commandSide.expectRefusal(reset(TOKEN))).isEqualTo(Refusal.INVALID_TOKEN);

        commandSide.given(ASK, new ChangePassword(ADA, FIRST, NEW, SESSION, false, Digest.of("receipt")));
        assertThat(commandSide.expectRefusal(reset(TOKEN))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void of_an_unknown_user_is_refused_like_an_invalid_link() {
        assertThat(commandSide.expectRefusal(reset(TOKEN))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void a_hundred_times_in_parallel_on_two_nodes_succeeds_once() throws Exception {
        try (var race = new ConcurrentNodes()) {
            race.node.given(signUp(), ASK);

            var decisions = race.run(race.alternating(100, reset(TOKEN)));

            assertThat(decisions).containsOnlyOnce(Decision.done());
            assertThat(decisions)
                    .filteredOn(Decision.refuse(Refusal.INVALID_TOKEN)::equals)
                    .hasSize(99);
            assertThat(race.node.events())
                    .filteredOn(PasswordReset.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void is_not_undone_by_a_concurrent_rehash() {
        var rehashed = PasswordHash.parse("{bcrypt}rehashed");
        commandSide.given(signUp(), new RehashPassword(ADA, FIRST, rehashed));
        assertThat(commandSide.lastCommit()).isEqualTo(List.of(new PasswordRehashed(ADA, rehashed, FIRST)));
        assertThat(commandSide.when(refresh(SESSION, 1))).isEqualTo(Decision.done());

        commandSide.given(ASK, reset(TOKEN));

        assertThat(commandSide.expectRefusal(new RehashPassword(ADA, FIRST, rehashed)))
                .isEqualTo(Refusal.STALE_CREDENTIAL);
    }

    private static ResetPassword reset(Digest token) {
        return new ResetPassword(ADA, ASKED, token, NEW, false, Digest.of("receipt"));
    }
}
