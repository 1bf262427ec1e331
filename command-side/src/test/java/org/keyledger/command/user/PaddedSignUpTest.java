package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.EMAIL;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.VERIFICATION;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.padded;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginEvent.Padding;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.EmailChangeLinks;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.UserRegistered;

@DisplayName("A sign-up that does not reveal whether the address is taken")
class PaddedSignUpTest {

    private static final int EVENTS = 5;
    private static final RegisterUser SIGN_UP = padded(signUp(), VERIFICATION);
    private static final RegisterUser ANOTHER =
            padded(anotherSignUp(100), anotherSignUp(100).verification());

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void with_a_free_address_creates_the_account_without_key_and_session() {
        assertThat(commandSide.when(SIGN_UP)).isEqualTo(Decision.done());

        assertThat(commandSide.commits()).hasSize(1);
        assertThat(commandSide.lastCommit())
                .hasExactlyElementsOfTypes(
                        TenantCreated.class,
                        EmailClaimed.class,
                        UserRegistered.class,
                        EmailVerificationRequested.class,
                        Padding.class)
                .hasSize(EVENTS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void with_a_taken_address_requests_a_mail_to_its_owner(boolean verified) {
        commandSide.given(signUp());
        if (verified) {
            commandSide.given(new VerifyEmail(ADA, REQUEST, Digest.of("link"), null));
        }

        var commits = commandSide.commits().size();
        assertThat(commandSide.when(ANOTHER)).isEqualTo(Decision.done());

        assertThat(commandSide.commits()).hasSize(commits + 1);
        assertThat(commandSide.lastCommit())
                .asList()
                .hasSize(EVENTS)
                .startsWith(new SignUpNoticeRequested(
                        ANOTHER.padding(), ADA, ANOTHER.verification().request()))
                .endsWith(new Padding(ANOTHER.padding()));
    }

    @Test
    void records_who_signs_up_only_if_an_account_is_created() {
        commandSide.when(SIGN_UP, request(SIGN_UP));
        var created = commandSide.lastMessages().get(0).getMetaData();
        commandSide.when(ANOTHER, request(ANOTHER));
        var declined = commandSide.lastMessages().get(0).getMetaData();

        assertThat(Actor.of(created)).contains(Actor.anonymous(SIGN_UP.user(), SIGN_UP.tenant()));
        assertThat(Actor.of(declined)).contains(Actor.anonymous());
        assertThat(declined)
                .containsEntry(RequestMetadata.ADDRESS, "192.0.2.7")
                .containsEntry(RequestMetadata.FINGERPRINT, "hash of the body");
    }

    private static Map<String, Object> request(RegisterUser command) {
        var metadata = new HashMap<String, Object>(
                Actor.anonymous(command.user(), command.tenant()).metadata());
        metadata.put(RequestMetadata.ADDRESS, "192.0.2.7");
        metadata.put(RequestMetadata.COMMIT_KEY, "key of " + command.user());
        metadata.put(RequestMetadata.FINGERPRINT, "hash of the body");
        return metadata;
    }

    @Test
    void over_the_limit_of_mails_requests_none_and_has_as_many_events() {
        commandSide.given(padded(signUp(), null));
        assertThat(commandSide.lastCommit())
                .hasSize(EVENTS)
                .doesNotHaveAnyElementsOfTypes(EmailVerificationRequested.class);

        commandSide.given(padded(anotherSignUp(100), null));
        assertThat(commandSide.lastCommit()).hasSize(EVENTS).hasOnlyElementsOfType(Padding.class);

        commandSide.given(new RequestEmailVerification(ADA, VERIFICATION));
        assertThat(commandSide.when(new VerifyEmail(ADA, REQUEST, VERIFICATION.token(), null)))
                .isEqualTo(Decision.done());
    }

    @Test
    void with_the_address_of_an_erased_account_creates_another_one() {
        commandSide.given(SIGN_UP, new EraseUser(ADA, FIRST), ANOTHER);

        assertThat(commandSide.lastCommit()).hasSize(EVENTS).hasAtLeastOneElementOfType(UserRegistered.class);
    }

    @Test
    void with_a_former_address_has_as_many_events_while_it_is_retained_and_afterwards() {
        commandSide.given(signUp());
        changeAddressOfAda();

        commandSide.given(ANOTHER);
        assertThat(commandSide.lastCommit()).hasSize(EVENTS).hasOnlyElementsOfType(Padding.class);

        commandSide.advanceClock(Duration.ofHours(72));
        var later = padded(anotherSignUp(200), anotherSignUp(200).verification());
        commandSide.given(later);
        assertThat(commandSide.lastCommit())
                .hasSize(EVENTS)
                .hasAtLeastOneElementOfType(EmailReleased.class)
                .doesNotHaveAnyElementsOfTypes(Padding.class);

        commandSide.given(padded(anotherSignUp(300), anotherSignUp(300).verification()));
        assertThat(commandSide.lastCommit())
                .asList()
                .first()
                .isInstanceOfSatisfying(
                        SignUpNoticeRequested.class,
                        notice -> assertThat(notice.user()).isEqualTo(later.user()));
    }

    private void changeAddressOfAda() {
        var claim = new EmailClaimId(id(70));
        var change = new MailRequestId(id(71));
        var links = new EmailChangeLinks(change, Digest.of("confirm"), Digest.of("cancel"));
        commandSide.given(
                new ChangeEmail(ADA, SESSION, FIRST, claim, EmailHmac.parse("hmac-of-king"), EMAIL, links),
                new ConfirmEmailChange(ADA, change, Digest.of("confirm"), Digest.of("undo"), claim, null));
        assertThat(EMAIL_HMAC).isEqualTo(SIGN_UP.emailHmac());
    }
}
