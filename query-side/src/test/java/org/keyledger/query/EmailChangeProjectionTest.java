package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.CancelReason;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserQuery.FindPendingEmailChange;
import org.keyledger.kernel.user.UserQuery.PendingEmailChange;
import org.keyledger.ledger.Position;

@DisplayName("Finding the pending change of address of a user")
@Timeout(60)
class EmailChangeProjectionTest {

    private static final MailRequestId REQUEST = new MailRequestId(new UUID(1, 2));
    private static final SessionId SESSION = new SessionId(new UUID(3, 4));
    private static final CredentialVersion SECOND = new CredentialVersion(2);
    private static final EmailAddress NEW = EmailAddress.parse("king@example.org");

    private final Stores stores = Stores.inMemory();
    private final QuerySideNode node = QuerySideNode.over(stores);
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final Instant expiry = ada.now().plus(Duration.ofHours(24));

    @BeforeEach
    void begin() {
        node.record(ada.signUp());
    }

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void finds_none_before_one_is_requested() {
        assertThat(find()).isEmpty();
    }

    @Test
    void returns_the_new_address_and_until_when_it_can_be_confirmed() {
        node.record(requested(ada, NEW, expiry));

        assertThat(find()).contains(new PendingEmailChange(NEW, ada.now(), expiry));
    }

    @Test
    void returns_only_the_latest_request() {
        node.record(requested(ada, NEW, expiry));
        stores.movableClock().advance(Duration.ofMinutes(1));
        var latest = EmailAddress.parse("countess@example.org");
        node.record(requested(ada, latest, expiry.plusSeconds(60)));

        assertThat(find()).contains(new PendingEmailChange(latest, ada.now().plusSeconds(60), expiry.plusSeconds(60)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void finds_none_after_the_change_has_ended(Function<TestAccount, UserEvent> ending) {
        var eve = TestAccount.of("eve", stores);
        node.record(eve.signUp());
        node.record(requested(ada, NEW, expiry), requested(eve, NEW, expiry));

        node.record(ending.apply(ada));

        assertThat(find()).isEmpty();
        assertThat(find(eve)).isPresent();
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                ending(ada -> new EmailChangeCancelled(ada.user(), REQUEST, CancelReason.USER)),
                ending(ada -> new EmailChangeCancelled(ada.user(), REQUEST, CancelReason.CANCEL_LINK)),
                ending(ada -> new EmailChangeCancelled(ada.user(), REQUEST, CancelReason.SESSION_ENDED)),
                ending(ada ->
                        new EmailChanged(ada.user(), REQUEST, ada.claim(), ada.hmac(), NEW, former(), null, null)),
                ending(ada -> new EmailChangeUndone(ada.user(), REQUEST, ada.claim(), ada.hmac(), former(), SECOND)),
                ending(ada -> new PasswordReset(ada.user(), REQUEST, ada.password(2), SECOND, Digest.of("receipt"))),
                ending(ada -> ada.passwordChange(2, SESSION)),
                ending(ada -> new OtherSessionsEnded(ada.user(), SECOND, SESSION)),
                ending(ada -> new AccountReclaimed(ada.user(), SECOND)),
                ending(ada -> new AccountSecured(ada.user(), REQUEST, SECOND)),
                ending(ada -> new UserErased(ada.user())));
    }

    private static Arguments ending(Function<TestAccount, UserEvent> event) {
        return Arguments.of(event);
    }

    @Test
    void returns_it_after_an_event_that_does_not_end_it() {
        node.record(requested(ada, NEW, expiry));
        node.record(new UserRenamed(ada.user(), org.keyledger.kernel.user.DisplayName.parse("Ada King")));

        assertThat(find()).isPresent();
    }

    /** It has ended the session that requested the change. */
    @Test
    void finds_none_that_was_requested_before_a_restore() {
        node.record(requested(ada, NEW, expiry));
        node.record(new SessionsEnded(new UUID(1, 2), 1));
        assertThat(find()).isEmpty();

        node.record(requested(ada, NEW, expiry));
        assertThat(find()).isPresent();
    }

    @Test
    void finds_none_from_the_expiry_of_its_link_on() {
        node.record(requested(ada, NEW, expiry));

        stores.movableClock().advance(Duration.ofHours(24).minusMillis(1));
        assertThat(find()).isPresent();

        stores.movableClock().advance(Duration.ofMillis(1));
        assertThat(find()).isEmpty();
    }

    @Test
    void finds_none_for_a_user_whose_key_was_destroyed() {
        node.record(requested(ada, NEW, expiry));
        node.awaitAllApplied();
        stores.vault().destroyKey(ada.user().toString(), new Position(9));

        try (var restarted = QuerySideNode.over(stores)) {
            assertThat(restarted
                            .askUpToDate(new FindPendingEmailChange(ada.user()))
                            .change())
                    .isEmpty();
        }
    }

    @Test
    void returns_the_same_after_a_rebuild() throws InterruptedException {
        node.record(requested(ada, NEW, expiry));
        node.awaitAllApplied();

        assertThat(node.differencesAfterRebuild()).isEmpty();
    }

    private Optional<PendingEmailChange> find() {
        return find(ada);
    }

    private Optional<PendingEmailChange> find(TestAccount account) {
        return node.awaitAllApplied()
                .ask(new FindPendingEmailChange(account.user()))
                .change();
    }

    private static EmailChangeRequested requested(TestAccount account, EmailAddress to, Instant expiry) {
        return new EmailChangeRequested(
                account.user(),
                REQUEST,
                SESSION,
                CredentialVersion.FIRST,
                EmailHmac.parse("new-hmac"),
                to,
                Digest.of("link"),
                expiry);
    }

    private static EmailAddress former() {
        return EmailAddress.parse("ada@example.org");
    }
}
