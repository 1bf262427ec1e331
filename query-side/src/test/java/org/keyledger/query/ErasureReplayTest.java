package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailRetained;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.FactorQuery.FindSecondFactor;
import org.keyledger.kernel.factor.FoundSecondFactor;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.CancelReason;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.encryption.LedgerJson;

/** Events whose subjects were all erased can be replayed like any others. */
@org.junit.jupiter.api.DisplayName("Replaying a history whose subjects were all erased")
@Timeout(60)
class ErasureReplayTest {

    private static final Digest ERASED = LedgerJson.mapper(List.of()).readValue("\"\\u0000erased\"", Digest.class);

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);
    private final TestAccount bob = TestAccount.of("bob", stores);
    private static final TotpSecret TOTP_SECRET = TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    private static final RecoveryCodeDigests RECOVERY_CODES =
            RecoveryCodeDigests.of(IntStream.range(0, RecoveryCodeDigests.COUNT)
                    .mapToObj(index -> Digest.of("code " + index))
                    .toList());

    private final TestAccount carol = TestAccount.of("carol", stores);
    private final MailRequestId request = new MailRequestId(UUID.randomUUID());

    @BeforeEach
    void begin() {
        try (var node = QuerySideNode.over(stores)) {
            recordAccount(node, ada);
            recordAccount(node, bob);
            recordAccount(node, carol);
            node.record(
                    new EmailReleased(carol.claim(), carol.user()),
                    new TenantClosed(carol.tenant()),
                    new UserErased(carol.user()));
        }
        for (var erased : new TestAccount[] {ada, bob, carol}) {
            stores.vault().destroyKey(erased.user().toString(), new Position(99));
            stores.vault().destroyKey(erased.tenant().toString(), new Position(99));
        }
    }

    private void recordAccount(QuerySideNode node, TestAccount person) {
        var metadata = Map.of(
                RequestMetadata.ACTOR_USER, person.user().toString(),
                RequestMetadata.ADDRESS, "192.0.2.7",
                RequestMetadata.USER_AGENT, "browser");
        var session = person.session(CredentialVersion.FIRST);
        var other = person.session(new CredentialVersion(2));
        var key = person.restrictedKey(
                person.name() + "1", null, null, IpAllowList.parse(List.of("192.0.2.7")), new RateLimit(1, 1));
        var successor = person.key(person.name() + "2", null, key.key());
        node.record(metadata, person.signUp());
        node.record(metadata, person.verificationRequest(request));
        node.record(metadata, session);
        node.record(
                metadata,
                new SessionRefreshed(session.session(), person.user(), 2, Digest.of("two"), session.idleUntil()));
        node.record(metadata, person.passwordChange(2, session.session()));
        node.record(metadata, other);
        node.record(metadata, person.resetRequest(new MailRequestId(UUID.randomUUID())));
        node.record(metadata, new PasswordRehashed(person.user(), person.password(4), new CredentialVersion(2)));
        node.record(
                metadata,
                new PasswordReset(
                        person.user(),
                        new MailRequestId(UUID.randomUUID()),
                        person.password(3),
                        new CredentialVersion(3),
                        Digest.of("receipt")));
        node.record(metadata, new EmailVerified(person.user(), request));
        node.record(metadata, new UserRenamed(person.user(), DisplayName.parse("Another")));
        node.record(
                metadata,
                new EmailChangeNoticeRequested(person.user(), request, Digest.of("cancel"), person.now()),
                new EmailChangeRequested(
                        person.user(),
                        request,
                        session.session(),
                        new CredentialVersion(3),
                        person.hmac(),
                        EmailAddress.parse("another@example.org"),
                        Digest.of("link"),
                        person.now()));
        node.record(
                metadata,
                new EmailRetained(person.claim(), person.user(), person.now()),
                new EmailChanged(
                        person.user(),
                        request,
                        person.claim(),
                        person.hmac(),
                        EmailAddress.parse("another@example.org"),
                        EmailAddress.parse("former@example.org"),
                        Digest.of("undo"),
                        person.now()));
        node.record(
                metadata,
                new EmailReclaimed(person.claim(), person.user()),
                new EmailChangeUndone(
                        person.user(),
                        request,
                        person.claim(),
                        person.hmac(),
                        EmailAddress.parse("former@example.org"),
                        new CredentialVersion(4)));
        node.record(metadata, new EmailReleased(person.claim(), person.user()));
        node.record(metadata, new EmailChangeCancelled(person.user(), request, CancelReason.CANCEL_LINK));
        node.record(metadata, new OtherSessionsEnded(person.user(), new CredentialVersion(3), session.session()));
        node.record(metadata, new TotpEnrolled(person.user(), 1, other.session(), TOTP_SECRET));
        node.record(
                metadata,
                new TotpConfirmed(person.user(), 1, 59_000_000),
                new RecoveryCodesGenerated(person.user(), RECOVERY_CODES));
        node.record(metadata, new TotpCodeUsed(person.user(), 59_000_001));
        node.record(metadata, new RecoveryCodeUsed(person.user(), 3));
        node.record(metadata, new TotpEnrolled(person.user(), 2, other.session(), TOTP_SECRET));
        node.record(metadata, key);
        node.record(metadata, new ApiKeyRotated(key.key(), successor.key(), person.now()), successor);
        node.record(metadata, new ApiKeyRevoked(successor.key()));
        node.record(metadata, person.key(person.name() + "3"));
        node.record(
                metadata,
                new RefreshTokenReused(session.session(), 1),
                new SessionEnded(session.session(), Reason.REFRESH_TOKEN_REUSED));
    }

    @Test
    void leaves_a_history_that_can_be_replayed_from_the_first_event() {
        try (var node = QuerySideNode.over(stores.withoutViews())) {
            node.awaitAllApplied();

            assertThat(node.askUpToDate(new FindUser(ada.user())).account()).isEmpty();
            assertThat(node.askUpToDate(new FindLogin(ada.hmac())).login()).isEmpty();
            assertThat(node.askUpToDate(new FindSecondFactor(ada.user())))
                    .extracting(FoundSecondFactor::active, FoundSecondFactor::pending)
                    .containsExactly(Optional.empty(), Optional.empty());
            assertThat(node.askUpToDate(new FindMailToSend(ada.user(), request, MailKind.VERIFY_EMAIL))
                            .mail())
                    .isEmpty();
            assertThat(node.askUpToDate(new ListApiKeys(ada.tenant(), null, null, null, null, 50))
                            .keys())
                    .hasSize(3);
        }
    }

    @Test
    void leaves_no_key_that_is_accepted() {
        try (var node = QuerySideNode.over(stores.withoutViews())) {
            node.awaitAllApplied();

            assertThat(node.activeKey(new KeyPrefix("ada3"), TestAccount.secret("ada3")))
                    .isEmpty();
            assertThat(node.activeKey(new KeyPrefix("ada3"), ERASED)).isEmpty();
        }
    }

    @Test
    void leaves_the_same_read_models_as_a_rebuild_makes() throws InterruptedException {
        try (var node = QuerySideNode.over(stores.withoutViews())) {
            node.awaitAllApplied();

            assertThat(node.differencesAfterRebuild()).isEmpty();
        }
    }
}
