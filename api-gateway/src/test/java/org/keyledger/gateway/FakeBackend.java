package org.keyledger.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Verification;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.keyledger.kernel.audit.AuditQuery.ListSecurityEvents;
import org.keyledger.kernel.commit.FoundCommit.Recorded;
import org.keyledger.kernel.passkey.PasskeyListing;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserId;

/**
 * The state of the fake command and query sides, with the commands they received. A test can delay them or make them
 * fail.
 */
public final class FakeBackend implements CredentialVerifier {

    public final List<CommandMessage<?>> receivedCommands = new CopyOnWriteArrayList<>();
    public final List<Object> recordedUses = new CopyOnWriteArrayList<>();
    final Map<String, Login> logins = new LinkedHashMap<>();
    final Map<UserId, UserAccount> users = new LinkedHashMap<>();
    final Map<SessionId, StoredSession> sessions = new LinkedHashMap<>();
    final Map<ApiKeyId, StoredApiKey> keys = new LinkedHashMap<>();
    final Map<UserId, PendingPasswordReset> resets = new ConcurrentHashMap<>();
    final Map<TenantId, TenantPolicy> policies = new ConcurrentHashMap<>();
    final Map<UserId, FakeFactorHandlers.StoredFactor> factors = new ConcurrentHashMap<>();
    final Map<UserId, List<PasskeyListing>> passkeys = new ConcurrentHashMap<>();
    final Map<String, Recorded> commits = new LinkedHashMap<>();

    public volatile boolean viewsAreLate;
    public volatile boolean verifierIsLate;
    /** The verifier is behind the ledger, so that every credential is unknown. */
    public volatile boolean verifierIsUnknown;

    /** The subjects whose keys a sign-up has created before its command. */
    public final Set<String> createdKeys = ConcurrentHashMap.newKeySet();

    public volatile boolean acceptsCommits = true;
    public volatile boolean ready = true;
    /** The page of every user's security events. */
    public volatile Function<ListSecurityEvents, AuditEntryPage> activity =
            query -> new AuditEntryPage(List.of(), null);

    public volatile Optional<RuntimeException> nextFailure = Optional.empty();
    private long head = -1;
    private final Clock clock;

    public FakeBackend(Clock clock) {
        this.clock = clock;
    }

    record StoredSession(ActiveSession live, int generation, boolean ended) {}

    record PendingPasswordReset(LinkToSend link, Instant until) {}

    /** With a secret, or with a public key if it is a signing key. */
    record StoredApiKey(
            TenantId tenant,
            ApiKeyListing listing,
            @Nullable Digest secret,
            @Nullable SigningPublicKey publicKey,
            Optional<Instant> refusedFrom) {

        private boolean isActiveAt(Instant now) {
            return listing.status() != Status.REVOKED
                    && listing.status() != Status.SUSPENDED
                    && refusedFrom.map(now::isBefore).orElse(true);
        }

        private ActiveApiKey toActive() {
            return new ActiveApiKey(
                    listing.keyId(),
                    tenant,
                    listing.createdBy(),
                    listing.owner().of(listing.createdBy(), tenant),
                    listing.grant().access(),
                    listing.expiresAt());
        }
    }

    public Instant now() {
        return clock.instant();
    }

    /** As a restore from a backup does. */
    public void suspend(ApiKeyId key) {
        keys.computeIfPresent(
                key, (id, found) -> FakeApiKeyHandlers.withStatus(found, Status.SUSPENDED, Optional.empty()));
    }

    /** @param tenant as in responses; the addresses of its users count as verified at the next log-in */
    public void verifyEmails(String tenant) {
        logins.replaceAll((email, login) -> login.tenant().equals(TenantId.parse(tenant))
                ? new Login(login.user(), login.tenant(), login.password(), login.credential(), true)
                : login);
    }

    public void addPasskey(UserId user, PasskeyListing passkey) {
        passkeys.merge(
                user,
                List.of(passkey),
                (before, added) ->
                        Stream.concat(before.stream(), added.stream()).toList());
    }

    synchronized long append(int events) {
        head += events;
        return head;
    }

    public synchronized long head() {
        return head;
    }

    public long count(Class<?> command) {
        return receivedCommands.stream()
                .filter(it -> command.isInstance(it.getPayload()))
                .count();
    }

    public <C> C lastCommand(Class<C> command) {
        return receivedCommands.stream()
                .map(CommandMessage::getPayload)
                .filter(command::isInstance)
                .map(command::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public Verification<ActiveApiKey> findActiveKey(KeyPrefix prefix, Digest secret) {
        return verifierIsUnknown ? new Verification.Unknown<>() : Verification.of(key(prefix, secret));
    }

    private @Nullable ActiveApiKey key(KeyPrefix prefix, Digest secret) {
        return keys.values().stream()
                .filter(key -> key.secret() != null
                        && prefix.equals(key.listing().prefix())
                        && key.secret().matches(secret)
                        && key.isActiveAt(now()))
                .map(StoredApiKey::toActive)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Verification<ActiveSigningKey> findActiveSigningKey(ApiKeyId key) {
        return verifierIsUnknown
                ? new Verification.Unknown<>()
                : Verification.of(Optional.ofNullable(keys.get(key))
                        .filter(it -> it.publicKey() != null && it.isActiveAt(now()))
                        .map(it -> new ActiveSigningKey(it.toActive(), Objects.requireNonNull(it.publicKey())))
                        .orElse(null));
    }

    @Override
    public Verification<ActiveSession> findActiveSession(SessionId session) {
        return verifierIsUnknown
                ? new Verification.Unknown<>()
                : Verification.of(Optional.ofNullable(sessions.get(session))
                        .filter(it -> !it.ended())
                        .map(StoredSession::live)
                        .orElse(null));
    }

    @Override
    public boolean isCurrent() {
        return !verifierIsUnknown;
    }

    @Override
    public void recordUse(ApiKeyId key) {
        recordedUses.add(key);
    }

    @Override
    public void recordUse(SessionId session) {
        recordedUses.add(session);
    }

    @Override
    public boolean awaitEnforced(long position, Duration atMost) {
        return !verifierIsLate && position <= head();
    }
}
