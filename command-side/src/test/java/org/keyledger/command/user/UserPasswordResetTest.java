package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.CommandSideFixture.NOW;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.OTHER_TENANT;
import static org.keyledger.command.Samples.OTHER_USER;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
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
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RehashPassword;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserProfile;

@DisplayName("Resetting a forgotten password")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UserPasswordResetTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final MailRequestId ASKED = new MailRequestId(id(70));
    private static final Digest TOKEN = Digest.of("reset link");
    private static final PasswordHash NEW = PasswordHash.parse("{bcrypt}new");
    private static final RequestPasswordReset ASK = new RequestPasswordReset(ADA, new LinkToSend(ASKED, TOKEN));
    private static final VerifyEmail PROVE = new VerifyEmail(ADA, REQUEST, Digest.of("link"));
    private static final RepeatNewPassword REPEAT = new RepeatNewPassword(ADA, Digest.of("receipt"));
    private static final SessionId LATER = new SessionId(id(71));

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
    void increments_the_credential_version_and_keeps_the_keys_of_a_verified_account() {
        commandSide.given(signUp(), PROVE, ASK);

        assertThat(commandSide.when(reset(TOKEN, KEY))).isEqualTo(Decision.done());

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
    void revokes_everything_of_another_person_who_signed_up_with_the_address() {
        var another = new ApiKeyId(id(72));
        commandSide.given(signUp(), new CreateApiKey(TENANT, ADA_SIGNED_IN, newKey(another)), ASK);

        assertThat(commandSide.when(reset(TOKEN, KEY, another))).isEqualTo(Decision.done());

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(
                        new PasswordReset(ADA, ASKED, NEW, FIRST.next(), Digest.of("receipt")),
                        new EmailVerified(ADA, ASKED),
                        new ApiKeyRevoked(KEY),
                        new ApiKeyRevoked(another)));
        assertThat(commandSide.expectRefusal(rotate(KEY, TENANT, Duration.ZERO)))
                .isEqualTo(Refusal.SIGNED_OUT);
        assertThat(commandSide.expectRefusal(new CreateApiKey(TENANT, ADA_SIGNED_IN, newKey(new ApiKeyId(id(76))))))
                .isEqualTo(Refusal.SIGNED_OUT);
        assertThat(commandSide.expectRefusal(PROVE)).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void ends_no_key_of_another_tenant() {
        var theirs = new ApiKeyId(id(73));
        var eve = new RegisterUser(
                OTHER_USER,
                OTHER_TENANT,
                new EmailClaimId(id(75)),
                EmailHmac.parse("hmac-of-eve"),
                new UserProfile(EmailAddress.parse("eve@example.org"), null),
                NEW,
                null,
                newKey(theirs),
                null);
        commandSide.given(signUp(), eve, ASK, reset(TOKEN, theirs));

        assertThat(commandSide.events()).noneMatch(ApiKeyRevoked.class::isInstance);
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

        commandSide.given(new ChangePassword(ADA, FIRST.next(), NEW, null, Digest.of("change")));
        assertThat(commandSide.expectRefusal(REPEAT)).isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.when(new RepeatNewPassword(ADA, Digest.of("change"))))
                .isEqualTo(Decision.noChange());
    }

    @Test
    void works_with_the_newest_link_only_and_not_after_the_password_was_changed() {
        var newer = new RequestPasswordReset(ADA, new LinkToSend(new MailRequestId(id(74)), Digest.of("newer")));
        commandSide.given(signUp(), ASK, newer);
        assertThat(commandSide.expectRefusal(reset(TOKEN))).isEqualTo(Refusal.INVALID_TOKEN);

        commandSide.given(ASK, new ChangePassword(ADA, FIRST, NEW, SESSION, Digest.of("receipt")));
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

            var decisions = race.run(race.alternating(100, reset(TOKEN, KEY)));

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

    private static ResetPassword reset(Digest token, ApiKeyId... keys) {
        return new ResetPassword(ADA, ASKED, token, NEW, List.of(keys), Digest.of("receipt"));
    }
}
