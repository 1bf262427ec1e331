package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.PASSWORD;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.EmailChangeLinks;
import org.keyledger.kernel.user.UserCommand.EndOtherSessions;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserEvent.CancelReason;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChanged;

@DisplayName("A pending change of address")
class UserEmailChangeSessionTest {

    private static final SessionId THIEF = new SessionId(id(60));
    private static final MailRequestId REQUEST = new MailRequestId(id(61));
    private static final MailRequestId RESET = new MailRequestId(id(62));
    private static final EmailClaimId CLAIM = new EmailClaimId(id(63));
    private static final EmailHmac NEW_HMAC = EmailHmac.parse("hmac-of-thief");
    private static final EmailAddress NEW = EmailAddress.parse("thief@example.org");
    private static final Digest CONFIRM = Digest.of("confirm");
    private static final Digest CANCEL = Digest.of("cancel");
    private static final Digest UNDO = Digest.of("undo");

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void a_session_of_a_thief_beside_the_session_of_ada() {
        commandSide.given(signUp(), logIn(THIEF, FIRST));
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                ending("log-out or end of the session", new EndSession(THIEF, ADA)),
                ending("end of all sessions but one", new EndOtherSessions(ADA, SESSION)),
                ending("end of all sessions but the one that requested it", new EndOtherSessions(ADA, THIEF)),
                ending(
                        "password change that keeps no session",
                        new ChangePassword(ADA, FIRST, PASSWORD, null, false, Digest.of("receipt"))),
                ending(
                        "password change that keeps another",
                        new ChangePassword(ADA, FIRST, PASSWORD, SESSION, false, Digest.of("receipt"))),
                ending(
                        "password change in the session that requested it",
                        new ChangePassword(ADA, FIRST, PASSWORD, THIEF, false, Digest.of("receipt"))),
                ending(
                        "password reset",
                        new RequestPasswordReset(ADA, new LinkToSend(RESET, Digest.of("reset"))),
                        new ResetPassword(ADA, RESET, Digest.of("reset"), PASSWORD, false, Digest.of("receipt"))),
                ending("erasure", new EraseUser(ADA, FIRST)),
                arguments("restore from a backup", (Consumer<CommandSideFixture>) side -> {
                    var ledger = side.ledger.identity().id();
                    side.recordEvent("Ledger", ledger, 0, new SessionsEnded(ledger, 1));
                }),
                arguments("reuse of a refresh token", (Consumer<CommandSideFixture>) side -> {
                    side.given(refresh(THIEF, 1));
                    side.advanceClock(Duration.ofMinutes(1));
                    assertThat(side.expectRefusal(refresh(THIEF, 1))).isEqualTo(Refusal.REFRESH_TOKEN_REUSED);
                }));
    }

    private static Arguments ending(String name, Command... commands) {
        return arguments(name, (Consumer<CommandSideFixture>) side -> side.given(commands));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void ends_with_its_session_and_with_the_version_of_the_credential(
            String name, Consumer<CommandSideFixture> ending) {
        commandSide.given(change(THIEF));

        ending.accept(commandSide);

        try (var otherNode = new CommandSideFixture(commandSide)) {
            for (var node : new CommandSideFixture[] {commandSide, otherNode}) {
                assertThat(node.expectRefusal(confirm())).isEqualTo(Refusal.INVALID_TOKEN);
            }
        }
        assertThat(commandSide.events()).noneMatch(EmailChanged.class::isInstance);
    }

    @Test
    void is_dropped_in_the_commit_that_ends_its_session() {
        commandSide.given(change(THIEF), new EndSession(THIEF, ADA));

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(
                        new SessionEnded(THIEF, Reason.LOGGED_OUT),
                        new EmailChangeCancelled(ADA, REQUEST, CancelReason.SESSION_ENDED));
    }

    @Test
    void of_another_session_stays_when_a_session_ends() {
        commandSide.given(change(SESSION), new EndSession(THIEF, ADA));
        assertThat(commandSide.lastCommit()).hasSize(1);

        commandSide.given(confirm());
    }

    @Test
    void is_not_confirmed_if_its_session_ended_on_another_node_while_it_was_requested() {
        commandSide.given(change(THIEF));
        commandSide.recordEvent("Session", THIEF, 1, new SessionEnded(THIEF, Reason.LOGGED_OUT));

        assertThat(commandSide.expectRefusal(confirm())).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_never_confirmed_after_the_end_of_its_session_on_another_node() throws Exception {
        for (var round = 0; round < 20; round++) {
            try (var nodes = new ConcurrentNodes()) {
                nodes.node.given(signUp(), logIn(THIEF, FIRST), change(THIEF));

                nodes.run(nodes.onNode(confirm()), nodes.onOtherNode(new EndSession(THIEF, ADA)));

                assertThat(nodes.node.events())
                        .filteredOn(event -> event instanceof EmailChanged || event instanceof SessionEnded)
                        .last()
                        .isInstanceOf(SessionEnded.class);
                assertThat(nodes.node.expectRefusal(confirm())).isEqualTo(Refusal.INVALID_TOKEN);
            }
        }
    }

    @Test
    void cannot_be_requested_by_an_ended_session() {
        commandSide.given(new EndSession(THIEF, ADA));

        assertThat(commandSide.expectRefusal(change(THIEF))).isEqualTo(Refusal.SIGNED_OUT);
        assertThat(commandSide.expectRefusal(new ChangeEmail(ADA, THIEF, FIRST, CLAIM, NEW_HMAC, NEW, null)))
                .isEqualTo(Refusal.SIGNED_OUT);
    }

    @Test
    void does_not_end_because_its_session_was_not_used() {
        commandSide.advanceClock(Duration.ofHours(23));
        commandSide.given(change(THIEF));
        commandSide.advanceClock(Duration.ofHours(2));

        commandSide.given(confirm());
    }

    @Test
    void is_cancelled_once_by_the_link_in_the_mail_to_the_present_address() {
        commandSide.given(change(THIEF), cancel(REQUEST));
        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(new EmailChangeCancelled(ADA, REQUEST, CancelReason.CANCEL_LINK));

        assertThat(commandSide.when(cancel(REQUEST))).isEqualTo(Decision.noChange());
        assertThat(commandSide.expectRefusal(confirm())).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_cancelled_by_the_link_of_an_earlier_request_too() {
        var later = new MailRequestId(id(64));
        commandSide.given(change(THIEF), change(THIEF, later), cancel(REQUEST));

        assertThat(commandSide.lastCommit())
                .asList()
                .containsExactly(new EmailChangeCancelled(ADA, later, CancelReason.CANCEL_LINK));
        assertThat(commandSide.when(cancel(later))).isEqualTo(Decision.noChange());
    }

    @Test
    void is_not_cancelled_by_another_token_or_after_its_time() {
        commandSide.given(change(THIEF));

        assertThat(commandSide.expectRefusal(new CancelEmailChange(ADA, REQUEST, CONFIRM)))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.expectRefusal(cancel(RESET))).isEqualTo(Refusal.INVALID_TOKEN);
        commandSide.advanceClock(Duration.ofHours(24));
        assertThat(commandSide.expectRefusal(cancel(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void is_no_longer_cancelled_once_it_took_effect() {
        commandSide.given(change(THIEF), confirm());

        assertThat(commandSide.expectRefusal(cancel(REQUEST))).isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.ledger.reservations().find("email/" + EMAIL_HMAC.value()))
                .isPresent();
    }

    private static ChangeEmail change(SessionId session) {
        return change(session, REQUEST);
    }

    private static ChangeEmail change(SessionId session, MailRequestId request) {
        return new ChangeEmail(
                ADA, session, FIRST, CLAIM, NEW_HMAC, NEW, new EmailChangeLinks(request, CONFIRM, CANCEL));
    }

    private static ConfirmEmailChange confirm() {
        return new ConfirmEmailChange(ADA, REQUEST, CONFIRM, UNDO, CLAIM, null);
    }

    private static CancelEmailChange cancel(MailRequestId request) {
        return new CancelEmailChange(ADA, request, CANCEL);
    }
}
