package org.keyledger.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyCommand.RegisterSigningKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateSigningKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.PaddingId;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;

/** The user Ada, her tenant and API key, and the commands and events for them. */
public final class Samples {

    private static final Authentication BY_PASSWORD = Authentication.byPassword(CommandSideFixture.NOW);

    public static final UserId ADA = new UserId(id(1));
    public static final UserId OTHER_USER = new UserId(id(2));
    public static final TenantId TENANT = new TenantId(id(3));
    public static final TenantId OTHER_TENANT = new TenantId(id(4));
    public static final EmailClaimId CLAIM = new EmailClaimId(id(5));
    public static final EmailHmac EMAIL_HMAC = EmailHmac.parse("hmac-of-ada");
    public static final EmailAddress EMAIL = EmailAddress.parse("Ada@example.org");
    public static final DisplayName NAME = DisplayName.parse("Ada");
    public static final PasswordHash PASSWORD = PasswordHash.parse("{bcrypt}ada");
    public static final MailRequestId REQUEST = new MailRequestId(id(6));
    public static final LinkToSend VERIFICATION = new LinkToSend(REQUEST, Digest.of("link"));
    public static final ApiKeyId KEY = new ApiKeyId(id(7));
    public static final ApiKeyId SUCCESSOR = new ApiKeyId(id(8));
    public static final SessionId SESSION = new SessionId(id(9));
    public static final CredentialVersion FIRST = CredentialVersion.FIRST;
    public static final AuthenticatedSession ADA_SIGNED_IN = new AuthenticatedSession(ADA, FIRST, SESSION);

    /** Of RFC 7515, appendix A.3, and of RFC 7517, appendix A.1. */
    public static final SigningPublicKey PUBLIC_KEY =
            publicKey("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

    public static final SigningPublicKey OTHER_PUBLIC_KEY =
            publicKey("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM");

    public static final UserProfile PROFILE = new UserProfile(EMAIL, NAME);
    public static final ApiKeyGrant GRANT = new ApiKeyGrant(
            Label.parse("ci"),
            Environment.TEST,
            new ApiKeyAccess(
                    Scopes.of(List.of("read", "write")),
                    IpAllowList.parse(List.of("192.0.2.0/24")),
                    new RateLimit(100, 60)),
            CommandSideFixture.NOW.plus(Duration.ofDays(7)),
            KeyMetadata.parse(Map.of("team", "build")),
            ExternalId.parse("build server"));

    private Samples() {}

    public static UUID id(long number) {
        return new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    public static NewApiKey newKey(ApiKeyId key) {
        return new NewApiKey(key, GRANT, KeyPrefix.parse("kl_test_abc"), "wxyz", Digest.of("secret"));
    }

    /** The event that is recorded when Ada creates the key. */
    public static ApiKeyCreated created(NewApiKey key) {
        return new ApiKeyCreated(
                key.key(),
                TENANT,
                ADA,
                KeyOwner.of(ADA),
                key.grant(),
                key.prefix(),
                key.lastFour(),
                key.secret(),
                null,
                FIRST);
    }

    /** The event that is recorded when Ada logs in at {@link CommandSideFixture#NOW}. */
    public static SessionStarted started(SessionId session, CredentialVersion credential) {
        return new SessionStarted(
                session,
                ADA,
                TENANT,
                credential,
                token(session, 1),
                false,
                CommandSideFixture.NOW.plus(Duration.ofHours(24)),
                CommandSideFixture.NOW.plus(Duration.ofDays(90)),
                BY_PASSWORD);
    }

    public static UserRegistered registered() {
        return new UserRegistered(ADA, TENANT, CLAIM, EMAIL_HMAC, PROFILE, PASSWORD, FIRST);
    }

    public static NewSession newSession(SessionId session) {
        return new NewSession(session, token(session, 1), false, BY_PASSWORD);
    }

    /** SHA-256 of the refresh token of a generation. */
    public static Digest token(SessionId session, int generation) {
        return Digest.of(session + "/" + generation);
    }

    public static RegisterUser signUp() {
        return signUp(VERIFICATION, newKey(KEY), newSession(SESSION));
    }

    public static RegisterUser signUp(
            @Nullable LinkToSend verification, @Nullable NewApiKey key, @Nullable NewSession session) {
        return new RegisterUser(ADA, TENANT, CLAIM, EMAIL_HMAC, PROFILE, PASSWORD, verification, key, session);
    }

    /** Another sign-up with Ada's address, with ids derived from this number. */
    public static RegisterUser anotherSignUp(long number) {
        return new RegisterUser(
                new UserId(id(number)),
                new TenantId(id(number + 1)),
                new EmailClaimId(id(number + 2)),
                EMAIL_HMAC,
                new UserProfile(EMAIL, null),
                PASSWORD,
                new LinkToSend(new MailRequestId(id(number + 3)), Digest.of("link")),
                newKey(new ApiKeyId(id(number + 4))),
                newSession(new SessionId(id(number + 5))));
    }

    /** A sign-up without a password, by somebody who has proved the ownership of the address. */
    public static RegisterUser signUpWithProvedAddress() {
        return new RegisterUser(
                ADA, TENANT, CLAIM, EMAIL_HMAC, PROFILE, null, null, null, newSession(SESSION), true, null);
    }

    /** The same sign-up without key and session, padded. */
    public static RegisterUser padded(RegisterUser it, @Nullable LinkToSend verification) {
        return new RegisterUser(
                it.user(),
                it.tenant(),
                it.claim(),
                it.emailHmac(),
                it.profile(),
                it.password(),
                verification,
                null,
                null,
                false,
                new PaddingId(new UUID(
                        it.user().value().getMostSignificantBits(),
                        ~it.user().value().getLeastSignificantBits())));
    }

    public static StartSession logIn(SessionId session, CredentialVersion credential) {
        return new StartSession(ADA, TENANT, credential, newSession(session), null, null, null);
    }

    public static RefreshSession refresh(SessionId session, int generation) {
        return new RefreshSession(session, generation, token(session, generation), token(session, generation + 1));
    }

    public static RegisterSigningKey register(ApiKeyId key) {
        return new RegisterSigningKey(key, TENANT, ADA_SIGNED_IN, KeyOwner.Kind.USER, GRANT, PUBLIC_KEY);
    }

    public static RotateSigningKey rotateSigningKey(ApiKeyId key, TenantId tenant, Duration overlap) {
        return new RotateSigningKey(key, tenant, ADA_SIGNED_IN, SUCCESSOR, OTHER_PUBLIC_KEY, overlap);
    }

    private static SigningPublicKey publicKey(String x, String y) {
        return SigningPublicKey.parse(Map.of("kty", "EC", "crv", "P-256", "x", x, "y", y));
    }

    public static RotateApiKey rotate(ApiKeyId key, TenantId tenant, Duration overlap) {
        return new RotateApiKey(
                key,
                tenant,
                ADA_SIGNED_IN,
                new Successor(SUCCESSOR, KeyPrefix.parse("kl_test_def"), "abcd", Digest.of("another secret")),
                overlap);
    }
}
