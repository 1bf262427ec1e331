package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keyledger.command.Samples;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.RequestMetadata;
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
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.factor.FactorEvent;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.federation.FederationEvent;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.federation.ProviderSubject;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyEvent;
import org.keyledger.kernel.passkey.PasskeyPublicKey;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;
import org.keyledger.ledger.epoch.LedgerReopened;

/** One event of every type with all fields set; personal and secret values are recognisable. */
final class SampleEvents {

    private static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    /** The metadata of a commit with every entry. */
    static final Map<String, ?> METADATA = Map.of(
            RequestMetadata.ACTOR_KIND, "user",
            RequestMetadata.ACTOR_USER, new UserId(ID).toString(),
            RequestMetadata.ACTOR_CREDENTIAL, new SessionId(ID).toString(),
            RequestMetadata.TENANT, new TenantId(ID).toString(),
            RequestMetadata.CORRELATION, "0b7a4a0e-5f5e-4b0e-9a54-9f2f5f0f6f01",
            RequestMetadata.DECIDED_AT_POSITION, 41L,
            RequestMetadata.CAUSATION, "canary-causation",
            RequestMetadata.ADDRESS, "canary-address",
            RequestMetadata.USER_AGENT, "canary-agent",
            RequestMetadata.FINGERPRINT, "canary-fingerprint");

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(TenantId.class, new TenantId(ID)),
            Map.entry(UserId.class, new UserId(ID)),
            Map.entry(SessionId.class, new SessionId(ID)),
            Map.entry(ApiKeyId.class, new ApiKeyId(ID)),
            Map.entry(MailRequestId.class, new MailRequestId(ID)),
            Map.entry(EmailClaimId.class, new EmailClaimId(ID)),
            Map.entry(
                    TenantPolicy.class,
                    new TenantPolicy(
                            true,
                            12,
                            Eligibility.FOUNDER,
                            Scopes.of(List.of("read")),
                            Eligibility.MEMBERS,
                            Availability.OFF,
                            3_600,
                            86_400)),
            Map.entry(KeyOwner.Kind.class, KeyOwner.Kind.USER),
            Map.entry(KeyOwner.class, KeyOwner.of(new UserId(ID))),
            Map.entry(Label.class, Label.parse("canary label")),
            Map.entry(KeyMetadata.class, KeyMetadata.parse(Map.of("canary", "canary metadata"))),
            Map.entry(ExternalId.class, ExternalId.parse("canary external id")),
            Map.entry(Scopes.class, Scopes.of(List.of("read", "write"))),
            Map.entry(Environment.class, Environment.LIVE),
            Map.entry(KeyPrefix.class, KeyPrefix.parse("kl_live_0123456789ab")),
            Map.entry(SigningPublicKey.class, Samples.PUBLIC_KEY),
            Map.entry(CredentialVersion.class, CredentialVersion.FIRST),
            Map.entry(SessionEvent.Reason.class, SessionEvent.Reason.LOGGED_OUT),
            Map.entry(FactorEvent.Reason.class, FactorEvent.Reason.REQUESTED),
            Map.entry(FederationEvent.Reason.class, FederationEvent.Reason.REQUESTED),
            Map.entry(ProviderName.class, ProviderName.parse("github")),
            Map.entry(ProviderSubject.class, ProviderSubject.parse("canary subject")),
            Map.entry(IdentityHmac.class, IdentityHmac.parse("canary-identity")),
            Map.entry(PasskeyEvent.Reason.class, PasskeyEvent.Reason.REQUESTED),
            Map.entry(PasskeyCredentialId.class, PasskeyCredentialId.of("canary credential id".getBytes(UTF_8))),
            Map.entry(PasskeyPublicKey.class, PasskeyPublicKey.of("canary public key".getBytes(UTF_8))),
            Map.entry(Language.class, Language.GERMAN),
            Map.entry(TotpSecret.class, TotpSecret.parse("CANARYCANARYCANARYCANARYCANARY22")),
            Map.entry(RecoveryCodeDigests.class, recoveryCodes()),
            Map.entry(UserEvent.CancelReason.class, UserEvent.CancelReason.CANCEL_LINK),
            Map.entry(Authentication.class, Authentication.byPassword(Instant.parse("2026-01-02T03:04:05Z"))),
            Map.entry(Instant.class, Instant.parse("2026-01-02T03:04:05Z")),
            Map.entry(String.class, "text"),
            Map.entry(int.class, 3),
            Map.entry(long.class, 4L),
            Map.entry(UUID.class, ID),
            Map.entry(boolean.class, true),
            Map.entry(EmailAddress.class, EmailAddress.parse("canary@example.com")),
            Map.entry(DisplayName.class, DisplayName.parse("Canary")),
            Map.entry(AddressDayId.class, AddressDayId.parse("canary-day")),
            Map.entry(EmailHmac.class, EmailHmac.parse("canary-hmac")),
            Map.entry(PasswordHash.class, PasswordHash.parse("{canary}hash")),
            Map.entry(IpAllowList.class, IpAllowList.parse(List.of("192.0.2.99"))),
            Map.entry(RateLimit.class, new RateLimit(100, 60)),
            Map.entry(Digest.class, Digest.of("canary")));

    private SampleEvents() {}

    private static RecoveryCodeDigests recoveryCodes() {
        return RecoveryCodeDigests.of(IntStream.range(0, RecoveryCodeDigests.COUNT)
                .mapToObj(index -> Digest.of("canary " + index))
                .toList());
    }

    static List<Object> all() {
        return Stream.concat(EventTypes.BY_NAME.values().stream(), Stream.of(LedgerReopened.class))
                .map(SampleEvents::of)
                .toList();
    }

    static Object of(Class<?> type) {
        var components = type.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(types).map(SampleEvents::value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JSON text, without quotes, of a sample of every type that is marked personal or secret. */
    static Stream<String> canaries() {
        return guarded()
                .map(type -> IntegrationEventJson.MAPPER
                        .writeValueAsString(value(type))
                        .replaceAll("[\"\\[\\]]", ""));
    }

    /** The types of all components that are marked personal or secret in any event. */
    static Stream<Class<?>> guarded() {
        return EventTypes.BY_NAME.values().stream()
                .flatMap(SampleEvents::storedFields)
                .filter(it -> it.isAnnotationPresent(PersonalData.class) || it.isAnnotationPresent(Secret.class))
                .<Class<?>>map(RecordComponent::getType)
                .distinct();
    }

    /** The components that the stored JSON has as fields: those of an unwrapped record in its place. */
    private static Stream<RecordComponent> storedFields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? storedFields(component.getType())
                        : Stream.of(component));
    }

    private static Object value(Class<?> type) {
        var value = VALUES.get(type);
        if (value == null && type.isRecord()) {
            return of(type);
        }
        if (value == null) {
            throw new IllegalStateException("add a sample of " + type);
        }
        return value;
    }
}
