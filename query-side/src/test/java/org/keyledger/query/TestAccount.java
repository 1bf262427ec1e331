package org.keyledger.query;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
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
import org.keyledger.kernel.emailclaim.EmailClaimEvent;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.factor.FactorEvent;
import org.keyledger.kernel.factor.SecondFactorId;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.restore.RestoreEvent;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantEvent;
import org.keyledger.kernel.tenant.TenantEvent.TenantCreated;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;

/** A user with tenant and claim, and the events for them. */
public record TestAccount(UserId user, TenantId tenant, EmailClaimId claim, String name, Instant now) {

    /** The public key of RFC 7515, appendix A.3. */
    public static final SigningPublicKey PUBLIC_KEY = SigningPublicKey.parse(Map.of(
            "kty", "EC",
            "crv", "P-256",
            "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));

    public static TestAccount of(String name, Stores stores) {
        return new TestAccount(
                new UserId(timeOrderedId()),
                new TenantId(timeOrderedId()),
                new EmailClaimId(UUID.randomUUID()),
                name,
                stores.clock().instant());
    }

    /** UUIDv7 as in the service (RFC 9562, section 5.7): ids created one after the other are close together. */
    static UUID timeOrderedId() {
        var random = UUID.randomUUID();
        var high = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff);
        return new UUID(high, random.getLeastSignificantBits());
    }

    static String aggregateIdOf(Object event) {
        if (event instanceof ApiKeyEvent key) {
            return key.key().toString();
        }
        if (event instanceof SessionEvent session) {
            return session.session().toString();
        }
        if (event instanceof UserEvent user) {
            return user.user().toString();
        }
        if (event instanceof FactorEvent factor) {
            return new SecondFactorId(factor.user()).toString();
        }
        if (event instanceof RestoreEvent restore) {
            return restore.ledger().toString();
        }
        if (event instanceof SignUpNoticeRequested notice) {
            return notice.padding().toString();
        }
        return event instanceof TenantEvent tenant
                ? tenant.tenant().toString()
                : ((EmailClaimEvent) event).claim().toString();
    }

    public EmailHmac hmac() {
        return new EmailHmac("hmac-of-" + name);
    }

    public PasswordHash password(int version) {
        return new PasswordHash(name + "'s hash " + version);
    }

    /** All events that a sign-up records. */
    public Object[] signUp() {
        return signUp(password(1));
    }

    /** All events that a sign-up by magic link or provider records of tenant, address and user. */
    public Object[] signUpWithoutPassword() {
        return signUp(null);
    }

    private Object[] signUp(@Nullable PasswordHash password) {
        return new Object[] {
            new TenantCreated(tenant, user),
            new EmailClaimed(claim, user, hmac()),
            new UserRegistered(
                    user,
                    tenant,
                    claim,
                    hmac(),
                    new UserProfile(EmailAddress.parse(name + "@example.org"), DisplayName.parse(name)),
                    password,
                    CredentialVersion.FIRST)
        };
    }

    /** A key whose creation is decided on this version of the credential. */
    public ApiKeyCreated keyCreatedOn(CredentialVersion version, String prefix) {
        var key = key(prefix);
        return new ApiKeyCreated(
                key.key(),
                key.tenant(),
                key.creator(),
                key.owner(),
                key.grant(),
                key.prefix(),
                key.lastFour(),
                key.secret(),
                key.rotatedFrom(),
                version);
    }

    public ApiKeyCreated key(String prefix) {
        return key(prefix, null, null);
    }

    public ApiKeyCreated key(String prefix, @Nullable Instant expiresAt, @Nullable ApiKeyId rotatedFrom) {
        return restrictedKey(prefix, expiresAt, rotatedFrom, null, null);
    }

    public ApiKeyCreated restrictedKey(
            String prefix,
            @Nullable Instant expiresAt,
            @Nullable ApiKeyId rotatedFrom,
            @Nullable IpAllowList ipAllow,
            @Nullable RateLimit rateLimit) {
        return key(prefix, secret(prefix), expiresAt, rotatedFrom, ipAllow, rateLimit);
    }

    /** A key with this owner and external id. */
    public ApiKeyCreated ownedKey(String prefix, KeyOwner owner, @Nullable ExternalId externalId) {
        var key = key(prefix);
        var grant = key.grant();
        return new ApiKeyCreated(
                key.key(),
                tenant,
                user,
                owner,
                new ApiKeyGrant(
                        grant.label(),
                        grant.environment(),
                        grant.access(),
                        grant.expiresAt(),
                        KeyMetadata.parse(Map.of("note", "metadata of " + prefix)),
                        externalId),
                key.prefix(),
                key.lastFour(),
                key.secret(),
                null,
                key.credential());
    }

    ApiKeyCreated key(String prefix, Digest secret) {
        return key(prefix, secret, null, null, null, null);
    }

    private ApiKeyCreated key(
            String prefix,
            Digest secret,
            @Nullable Instant expiresAt,
            @Nullable ApiKeyId rotatedFrom,
            @Nullable IpAllowList ipAllow,
            @Nullable RateLimit rateLimit) {
        return new ApiKeyCreated(
                new ApiKeyId(timeOrderedId()),
                tenant,
                user,
                KeyOwner.of(user),
                new ApiKeyGrant(
                        Label.parse("key " + prefix),
                        Environment.LIVE,
                        new ApiKeyAccess(Scopes.ALL, ipAllow, rateLimit),
                        expiresAt,
                        null,
                        null),
                new KeyPrefix(prefix),
                "abcd",
                secret,
                rotatedFrom,
                CredentialVersion.FIRST);
    }

    public SigningKeyRegistered signingKey(SigningPublicKey publicKey) {
        return signingKey(publicKey, null, null, CredentialVersion.FIRST);
    }

    public SigningKeyRegistered signingKey(
            SigningPublicKey publicKey,
            @Nullable Instant expiresAt,
            @Nullable ApiKeyId rotatedFrom,
            CredentialVersion credential) {
        var grant = key("signing", expiresAt, rotatedFrom).grant();
        return new SigningKeyRegistered(
                new ApiKeyId(timeOrderedId()),
                tenant,
                user,
                KeyOwner.of(user),
                grant,
                publicKey,
                rotatedFrom,
                credential);
    }

    public static Digest secret(String prefix) {
        return Digest.of("secret of " + prefix);
    }

    public SessionStarted session(CredentialVersion credential) {
        return new SessionStarted(
                new SessionId(timeOrderedId()),
                user,
                tenant,
                credential,
                Digest.of("refresh"),
                false,
                now.plus(Duration.ofHours(24)),
                now.plus(Duration.ofDays(90)),
                Authentication.byPassword(now));
    }

    public PasswordChanged passwordChange(int version, @Nullable SessionId kept) {
        return new PasswordChanged(user, password(version), new CredentialVersion(version), kept, Digest.of("receipt"));
    }

    public EmailVerificationRequested verificationRequest(MailRequestId request) {
        return new EmailVerificationRequested(user, request, Digest.of("link"), now.plus(Duration.ofHours(24)));
    }

    public PasswordResetRequested resetRequest(MailRequestId request) {
        return new PasswordResetRequested(user, request, Digest.of("reset link"), now.plus(Duration.ofHours(24)));
    }
}
