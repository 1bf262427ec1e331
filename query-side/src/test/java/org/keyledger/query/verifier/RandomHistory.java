package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.GenericMessage;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.query.Stores;
import org.keyledger.query.TestAccount;

/** Random events of everything that the verifier applies, in an order that a ledger can have. */
final class RandomHistory {

    private static final Instant START = Instant.parse("2026-03-04T05:06:07.123Z");

    private final Random random;
    private final Stores stores = Stores.inMemory();
    private final List<TestAccount> accounts = new ArrayList<>();
    private final List<ApiKeyIssued> keys = new ArrayList<>();
    private final List<SessionStarted> sessions = new ArrayList<>();
    private final List<TrackedEventMessage<?>> events = new ArrayList<>();

    RandomHistory(long seed) {
        random = new Random(seed);
    }

    List<TrackedEventMessage<?>> events(int count) {
        while (events.size() < count) {
            next();
        }
        return events;
    }

    private void next() {
        var kind = random.nextInt(100);
        if (accounts.isEmpty() || kind < 5) {
            var account = TestAccount.of("user" + accounts.size(), stores);
            accounts.add(account);
            for (var event : account.signUp()) {
                add(event);
            }
        } else if (kind < 40 || keys.isEmpty()) {
            keys.add(newKey(any(accounts)));
            add(keys.get(keys.size() - 1));
        } else if (kind < 60 || sessions.isEmpty()) {
            sessions.add(any(accounts).session(version()));
            add(sessions.get(sessions.size() - 1));
        } else if (kind < 80) {
            addChangeOf(any(keys));
        } else if (kind < 90) {
            addChangeOf(any(sessions));
        } else {
            addChangeOf(any(accounts));
        }
    }

    private ApiKeyIssued newKey(TestAccount account) {
        var prefix = "kl_live_" + Integer.toString(random.nextInt(), 36);
        return switch (random.nextInt(5)) {
            case 0 -> account.signingKey(TestAccount.PUBLIC_KEY, until(), null, version());
            case 1 ->
                account.restrictedKey(
                        prefix, until(), null, IpAllowList.parse(List.of("192.0.2.7")), new RateLimit(3, 60));
            case 2 -> account.ownedKey(prefix, KeyOwner.of(account.tenant()), null);
            default -> account.keyCreatedOn(version(), prefix);
        };
    }

    private void addChangeOf(ApiKeyIssued key) {
        var brief = random.nextBoolean() ? START.minusSeconds(1) : START.plusSeconds(random.nextInt(99_999));
        add(
                switch (random.nextInt(4)) {
                    case 0 -> new ApiKeyConfirmed(key.key());
                    case 1 -> new ApiKeyRevoked(key.key());
                    case 2 -> new ApiKeyRotated(key.key(), new ApiKeyId(UUID.randomUUID()), brief);
                    default -> new ApiKeyChanged(key.key(), key.tenant(), key.owner(), newGrant(key));
                });
    }

    private ApiKeyGrant newGrant(ApiKeyIssued key) {
        return newKey(accounts.get(0)) instanceof ApiKeyCreated other ? other.grant() : key.grant();
    }

    private void addChangeOf(SessionStarted session) {
        add(
                random.nextInt(3) == 0
                        ? new RefreshTokenReused(session.session(), 1)
                        : new SessionRefreshed(
                                session.session(),
                                session.user(),
                                2 + random.nextInt(9),
                                Digest.of("refresh"),
                                START.plusNanos(random.nextLong(1L << 50))));
    }

    private void addChangeOf(TestAccount account) {
        var ledger = UUID.nameUUIDFromBytes(new byte[1]);
        switch (random.nextInt(20)) {
            case 0 -> add(new UserErased(account.user()));
            case 1 -> add(new TenantClosed(account.tenant()));
            case 2 -> add(new SessionsEnded(ledger, 1));
            case 3 -> add(new KeysSuspended(ledger, 1));
            case 4 -> add(new KeysConfirmed(ledger, null));
            case 5, 6 -> add(new KeysConfirmed(ledger, account.tenant()));
            case 7, 8 -> add(new ApiKeysEnded(account.user(), account.tenant(), version()));
            case 9, 10, 11 ->
                add(new OtherSessionsEnded(
                        account.user(),
                        version(),
                        any(accounts).session(version()).session()));
            default ->
                add(account.passwordChange(
                        1 + random.nextInt(4),
                        sessions.isEmpty() ? null : any(sessions).session()));
        }
    }

    private CredentialVersion version() {
        return new CredentialVersion(1 + random.nextInt(4));
    }

    private Instant until() {
        return START.plusNanos(random.nextLong(1L << 50));
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void add(Object event) {
        var position = events.size();
        events.add(new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position),
                "test",
                "test",
                position,
                new GenericMessage<>(event, Map.of()),
                () -> START.plusMillis(position)));
    }
}
