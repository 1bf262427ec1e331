package org.keyledger.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReclaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailRetained;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.factor.FactorEvent;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.RecoveryCodesGenerated;
import org.keyledger.kernel.factor.FactorEvent.TotpCodeUsed;
import org.keyledger.kernel.factor.FactorEvent.TotpConfirmed;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.federation.FederationEvent;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.FederationEvent.IdentityUnlinked;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityClaimed;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityReleased;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.federation.ProviderSubject;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.kernel.login.LoginEvent.LoginFailed;
import org.keyledger.kernel.login.LoginEvent.MagicLinkCodeShown;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.login.LoginEvent.MagicLinkUsed;
import org.keyledger.kernel.login.LoginEvent.Padding;
import org.keyledger.kernel.login.LoginEvent.RequestDeclined;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.login.PaddingId;
import org.keyledger.kernel.passkey.AuthenticatorState;
import org.keyledger.kernel.passkey.PasskeyCredentialClaimId;
import org.keyledger.kernel.passkey.PasskeyCredentialEvent.PasskeyCredentialClaimed;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyEvent;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRemoved;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRenamed;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUseRejected;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUsed;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.PasskeyPublicKey;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantEvent.TenantPolicyChanged;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.CancelReason;
import org.keyledger.kernel.user.UserEvent.EmailChangeCancelled;
import org.keyledger.kernel.user.UserEvent.EmailChangeNoticeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeRequested;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;

/** One event of each kind with all fields, and for each optional field one event without it. */
final class EventSamples {

    private static final Instant WHEN = Instant.parse("2026-03-04T05:06:07.089Z");
    private static final UserId USER = new UserId(id(1));
    private static final TenantId TENANT = new TenantId(id(2));
    private static final EmailClaimId CLAIM = new EmailClaimId(UUID.fromString("3f1c9a52-8f0e-4b7e-9a55-0d7c5b8e6f10"));
    private static final EmailHmac EMAIL_HMAC = EmailHmac.parse("Zm9ydHktdHdvIGlzIHRoZSBhbnN3ZXI");
    private static final EmailAddress EMAIL = EmailAddress.parse("Ada.Lovelace@example.org");
    private static final EmailAddress FORMER = EmailAddress.parse("ada@example.com");
    private static final PasswordHash PASSWORD = PasswordHash.parse("{bcrypt-hmac}$2a$10$abcdefghijklmnopqrstuv");
    private static final MailRequestId REQUEST = new MailRequestId(id(3));
    private static final SessionId SESSION = new SessionId(id(4));
    private static final ApiKeyId KEY = new ApiKeyId(id(5));
    private static final ApiKeyId OTHER_KEY = new ApiKeyId(id(6));
    private static final PasskeyId PASSKEY = PasskeyId.parse("01900000-0000-7000-8000-0000000000aa");
    private static final PasskeyCredentialId PASSKEY_CREDENTIAL = PasskeyCredentialId.of(new byte[16]);
    private static final IdentityClaimId IDENTITY_CLAIM =
            new IdentityClaimId(UUID.fromString("7c0e4f1d-2b6a-4d3e-8f95-1a2b3c4d5e6f"));
    private static final CredentialVersion FIRST = CredentialVersion.FIRST;
    /** Of RFC 7515, appendix A.3. */
    private static final SigningPublicKey PUBLIC_KEY = SigningPublicKey.parse(Map.of(
            "kty", "EC",
            "crv", "P-256",
            "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));

    private static final Digest DIGEST = Digest.of("secret");

    private static final ApiKeyGrant GRANT = new ApiKeyGrant(
            Label.parse("ci"),
            Environment.TEST,
            new ApiKeyAccess(
                    Scopes.of(List.of("read", "write")),
                    IpAllowList.parse(List.of("192.0.2.0/24", "2001:db8::7")),
                    new RateLimit(100, 60)),
            WHEN,
            KeyMetadata.parse(Map.of("team", "build", "floor", "second")),
            ExternalId.parse("machine 7"));
    private static final ApiKeyGrant BARE_GRANT = new ApiKeyGrant(
            Label.parse("ci"),
            Environment.TEST,
            ApiKeyAccess.unrestricted(Scopes.of(List.of("read", "write"))),
            null,
            null,
            null);

    static final List<Record> COMPLETE = List.of(
            new TenantCreated(TENANT, USER),
            new TenantPolicyChanged(
                    TENANT,
                    new TenantPolicy(
                            true,
                            12,
                            Eligibility.FOUNDER,
                            Scopes.of(List.of("read", "write")),
                            Eligibility.MEMBERS,
                            Availability.OFF,
                            3_600,
                            86_400)),
            new TenantClosed(TENANT),
            new UserRegistered(
                    USER,
                    TENANT,
                    CLAIM,
                    EMAIL_HMAC,
                    new UserProfile(EMAIL, DisplayName.parse("Ada Lovelace")),
                    PASSWORD,
                    FIRST),
            new EmailVerificationRequested(USER, REQUEST, DIGEST, WHEN),
            new EmailVerified(USER, REQUEST),
            new PasswordChanged(USER, PASSWORD, FIRST.next(), SESSION, Digest.of("receipt")),
            new PasswordResetRequested(USER, REQUEST, DIGEST, WHEN),
            new PasswordReset(USER, REQUEST, PASSWORD, FIRST.next(), Digest.of("receipt")),
            new PasswordRehashed(USER, PASSWORD, FIRST),
            new UserRenamed(USER, DisplayName.parse("Ada King")),
            new EmailChangeNoticeRequested(USER, REQUEST, DIGEST, WHEN),
            new EmailChangeRequested(USER, REQUEST, SESSION, FIRST, EMAIL_HMAC, EMAIL, DIGEST, WHEN),
            new EmailChangeCancelled(USER, REQUEST, CancelReason.CANCEL_LINK),
            new EmailChanged(USER, REQUEST, CLAIM, EMAIL_HMAC, EMAIL, FORMER, DIGEST, WHEN),
            new EmailChangeUndone(USER, REQUEST, CLAIM, EMAIL_HMAC, FORMER, FIRST.next()),
            new AccountSecured(USER, REQUEST, FIRST.next()),
            new LanguageChanged(USER, Language.GERMAN),
            new OtherSessionsEnded(USER, FIRST.next(), SESSION),
            new ApiKeysEnded(USER, TENANT, FIRST.next()),
            new EmailOwnershipProved(USER, SESSION),
            new AccountReclaimed(USER, FIRST.next()),
            new UserErased(USER),
            new EmailClaimed(CLAIM, USER, EMAIL_HMAC),
            new EmailRetained(CLAIM, USER, WHEN),
            new EmailReclaimed(CLAIM, USER),
            new EmailReleased(CLAIM, USER),
            new LoginFailed(AddressDayId.parse("c3RyZWFtIG9mIG9uZSBkYXkgYW5kIGFkZHJlc3M")),
            new RequestDeclined(AddressDayId.parse("c3RyZWFtIG9mIG9uZSBkYXkgYW5kIGFkZHJlc3M")),
            new SignUpNoticeRequested(new PaddingId(id(8)), USER, REQUEST),
            new MagicLinkRequested(
                    AddressDayId.parse("c3RyZWFtIG9mIG9uZSBkYXkgYW5kIGFkZHJlc3M"),
                    "day/2026-03-04",
                    REQUEST,
                    EMAIL,
                    Language.GERMAN,
                    WHEN),
            new MagicLinkCodeShown(AddressDayId.parse("c3RyZWFtIG9mIG9uZSBkYXkgYW5kIGFkZHJlc3M"), REQUEST),
            new MagicLinkUsed(AddressDayId.parse("c3RyZWFtIG9mIG9uZSBkYXkgYW5kIGFkZHJlc3M"), REQUEST),
            new Padding(new PaddingId(id(8))),
            new TotpEnrolled(USER, 2, SESSION, TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")),
            new TotpConfirmed(USER, 2, 59_000_000),
            new TotpDisabled(USER, FactorEvent.Reason.REQUESTED),
            new TotpCodeUsed(USER, 59_000_001),
            new RecoveryCodesGenerated(USER, recoveryCodes()),
            new RecoveryCodeUsed(USER, 9),
            new IdentityLinked(
                    USER,
                    ProviderName.parse("github"),
                    IDENTITY_CLAIM,
                    IdentityHmac.parse("identity-hmac"),
                    ProviderSubject.parse("583231"),
                    DisplayName.parse("octocat")),
            new IdentityUnlinked(USER, ProviderName.parse("github"), IDENTITY_CLAIM, FederationEvent.Reason.REQUESTED),
            new IdentityClaimed(IDENTITY_CLAIM, USER, IdentityHmac.parse("identity-hmac")),
            new IdentityReleased(IDENTITY_CLAIM, USER),
            new PasskeyRegistered(
                    USER,
                    PASSKEY,
                    PASSKEY_CREDENTIAL,
                    PasskeyPublicKey.parse("pQECAyYgASFYIA"),
                    DisplayName.parse("Laptop"),
                    new AuthenticatorState(7, true, false)),
            new PasskeyUsed(USER, PASSKEY, 8, true),
            new PasskeyUseRejected(USER, PASSKEY, 6),
            new PasskeyRenamed(USER, PASSKEY, DisplayName.parse("Old laptop")),
            new PasskeyRemoved(USER, PASSKEY, PasskeyEvent.Reason.REQUESTED),
            new PasskeyCredentialClaimed(PasskeyCredentialClaimId.of(PASSKEY_CREDENTIAL), USER, PASSKEY),
            new SessionStarted(
                    SESSION,
                    USER,
                    TENANT,
                    FIRST,
                    DIGEST,
                    true,
                    WHEN,
                    WHEN.plusSeconds(60),
                    Authentication.byPassword(WHEN)),
            new SessionRefreshed(SESSION, USER, 2, DIGEST, WHEN),
            new RefreshTokenReused(SESSION, 1),
            new SessionEnded(SESSION, Reason.LOGGED_OUT),
            created(OTHER_KEY, KeyOwner.of(USER), GRANT),
            new SigningKeyRegistered(KEY, TENANT, USER, KeyOwner.of(USER), GRANT, PUBLIC_KEY, OTHER_KEY, FIRST),
            new ApiKeyChanged(KEY, TENANT, KeyOwner.of(TENANT), GRANT),
            new ApiKeyRotated(KEY, OTHER_KEY, WHEN),
            new ApiKeyRevoked(KEY),
            new ApiKeyConfirmed(KEY),
            new SessionsEnded(id(7), 3),
            new KeysSuspended(id(7), 3),
            new KeysConfirmed(id(7), TENANT));

    private static final List<Record> LACKING = List.of(
            new TenantPolicyChanged(TENANT, TenantPolicy.UNSET),
            new UserRegistered(USER, TENANT, CLAIM, EMAIL_HMAC, new UserProfile(EMAIL, null), PASSWORD, FIRST),
            new UserRegistered(USER, TENANT, CLAIM, EMAIL_HMAC, new UserProfile(EMAIL, null), null, FIRST),
            new EmailVerified(USER, null),
            new PasswordChanged(USER, PASSWORD, FIRST.next(), null, Digest.of("receipt")),
            new EmailChanged(USER, null, CLAIM, EMAIL_HMAC, EMAIL, FORMER, null, null),
            created(null, KeyOwner.of(TENANT), BARE_GRANT),
            new SigningKeyRegistered(KEY, TENANT, USER, KeyOwner.of(TENANT), BARE_GRANT, PUBLIC_KEY, null, FIRST),
            new ApiKeyChanged(KEY, TENANT, KeyOwner.of(USER), BARE_GRANT),
            new KeysConfirmed(id(7), null));

    private EventSamples() {}

    static Stream<Record> all() {
        return Stream.concat(COMPLETE.stream(), LACKING.stream());
    }

    private static ApiKeyCreated created(ApiKeyId rotatedFrom, KeyOwner owner, ApiKeyGrant grant) {
        return new ApiKeyCreated(
                KEY,
                TENANT,
                USER,
                owner,
                grant,
                KeyPrefix.parse("kl_test_0123456789ab"),
                "wxyz",
                DIGEST,
                rotatedFrom,
                FIRST);
    }

    private static RecoveryCodeDigests recoveryCodes() {
        return RecoveryCodeDigests.of(IntStream.range(0, RecoveryCodeDigests.COUNT)
                .mapToObj(index -> Digest.of("code " + index))
                .toList());
    }

    private static UUID id(long number) {
        return new UUID(0x0199_5d3e_4c00_7000L, 0x8000_0000_0000_0000L | number);
    }
}
