package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.OTHER_USER;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.newKey;
import static org.keyledger.command.Samples.newSession;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.command.Samples.started;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.EmailChangeLinks;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;

/** Anybody can sign up with Ada's address; only some acts show that the reader of the mails created the account. */
@DisplayName("Proving the ownership of an address")
class EmailOwnershipTest {

    private static final Digest LINK = Digest.of("link");
    private static final MailRequestId CHANGE = new MailRequestId(id(80));
    private static final SessionId LATER = new SessionId(id(81));
    private static final PasswordHash NEW = PasswordHash.parse("{bcrypt}new");

    private final CommandSideFixture commandSide = new CommandSideFixture();
    private int resets;

    @BeforeEach
    void an_account_with_a_key() {
        commandSide.given(signUp());
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void by_an_opened_link_alone_is_not_possible() {
        commandSide.given(verify(null));

        assertThat(commandSide.lastCommit()).isEqualTo(List.of(new EmailVerified(ADA, REQUEST)));
        assertThat(keysEndAtReset(false)).isTrue();
    }

    @Test
    void by_a_link_that_the_accounts_session_confirms_is_recorded_beside_the_verification() {
        commandSide.given(verify(ADA_SIGNED_IN));

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(new EmailVerified(ADA, REQUEST), new EmailOwnershipProved(ADA, SESSION)));
        assertThat(keysEndAtReset(false)).isFalse();
        assertThat(keysEndAtReset(true)).isTrue();
    }

    @Test
    void by_a_session_of_another_user_is_not_possible() {
        commandSide.given(verify(new AuthenticatedSession(OTHER_USER, FIRST, SESSION)));

        assertThat(keysEndAtReset(false)).isTrue();
    }

    @Test
    void by_a_session_that_was_ended_meanwhile_is_not_possible() {
        commandSide.given(new EndOtherSessions(ADA, LATER), verify(ADA_SIGNED_IN));

        assertThat(keysEndAtReset(false)).isTrue();
    }

    @Test
    void by_a_log_in_in_the_browser_that_opened_the_link_is_recorded_once_in_its_commit() {
        commandSide.given(verify(null), logIn(LATER, REQUEST));

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(started(LATER, FIRST), new EmailOwnershipProved(ADA, LATER)));

        var again = new SessionId(id(82));
        commandSide.given(logIn(again, REQUEST));
        assertThat(commandSide.lastCommit()).isEqualTo(List.of(started(again, FIRST)));
        assertThat(keysEndAtReset(false)).isFalse();
    }

    @Test
    void by_a_log_in_with_another_link_or_before_the_verification_is_not_possible() {
        commandSide.given(logIn(LATER, REQUEST), verify(null), logIn(new SessionId(id(82)), CHANGE));

        assertThat(commandSide.events()).noneMatch(EmailOwnershipProved.class::isInstance);
        assertThat(keysEndAtReset(false)).isTrue();
    }

    @Test
    void by_a_reset_concerns_the_resets_after_it() {
        assertThat(keysEndAtReset(false)).isTrue();
        assertThat(keysEndAtReset(false)).isFalse();
        assertThat(keysEndAtReset(true)).isTrue();
    }

    /** A thief who has the session asks for an address and makes its owner open the link. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_required_again_after_a_change_of_address(boolean confirmedBySession) {
        commandSide.given(verify(ADA_SIGNED_IN), changeOfAddress());
        commandSide.given(new ConfirmEmailChange(
                ADA,
                CHANGE,
                LINK,
                Digest.of("undo"),
                new EmailClaimId(id(83)),
                confirmedBySession ? ADA_SIGNED_IN : null));

        assertThat(keysEndAtReset(false)).isEqualTo(!confirmedBySession);
    }

    @Test
    void after_a_change_of_address_is_possible_by_a_log_in() {
        commandSide.given(verify(ADA_SIGNED_IN), changeOfAddress());
        commandSide.given(new ConfirmEmailChange(ADA, CHANGE, LINK, Digest.of("undo"), new EmailClaimId(id(83)), null));

        commandSide.given(logIn(LATER, REQUEST));
        assertThat(commandSide.lastCommit()).isEqualTo(List.of(started(LATER, FIRST)));
        commandSide.given(logIn(new SessionId(id(82)), CHANGE));
        assertThat(commandSide.lastCommit()).hasAtLeastOneElementOfType(EmailOwnershipProved.class);
    }

    @Test
    void does_not_matter_to_a_password_change_that_revokes_the_keys() {
        commandSide.given(new ChangePassword(ADA, FIRST, NEW, SESSION, true, Digest.of("receipt")));

        assertThat(commandSide.lastCommit())
                .isEqualTo(List.of(
                        new PasswordChanged(ADA, NEW, FIRST.next(), SESSION, Digest.of("receipt")),
                        new ApiKeysEnded(ADA, TENANT, FIRST.next())));
        commandSide.given(new CreateApiKey(
                TENANT,
                new AuthenticatedSession(ADA, FIRST, SESSION),
                KeyOwner.Kind.USER,
                newKey(new ApiKeyId(id(84)))));
    }

    private static VerifyEmail verify(@Nullable AuthenticatedSession session) {
        return new VerifyEmail(ADA, REQUEST, LINK, session);
    }

    private static StartSession logIn(SessionId session, MailRequestId openedLink) {
        return new StartSession(ADA, TENANT, FIRST, newSession(session), openedLink, null, null);
    }

    private static ChangeEmail changeOfAddress() {
        return new ChangeEmail(
                ADA,
                SESSION,
                FIRST,
                new EmailClaimId(id(83)),
                EmailHmac.parse("hmac-of-the-new-address"),
                EmailAddress.parse("new@example.org"),
                new EmailChangeLinks(CHANGE, LINK, Digest.of("cancel")));
    }

    /** Resets the password by mail and returns whether that ended the keys. */
    private boolean keysEndAtReset(boolean revokeKeys) {
        resets++;
        var request = new MailRequestId(id(90 + resets));
        var token = Digest.of("reset link " + resets);
        commandSide.given(
                new RequestPasswordReset(ADA, new LinkToSend(request, token)),
                new ResetPassword(ADA, request, token, NEW, revokeKeys, Digest.of("receipt")));
        return commandSide.lastCommit().stream().anyMatch(ApiKeysEnded.class::isInstance);
    }
}
