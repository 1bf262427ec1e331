package org.keyledger.command.publisher;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.crypto.RecordMac;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.EventSerialization;
import org.keyledger.ledger.axon.EventTypeRegistry;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/** An in-memory ledger with events to publish. */
final class LedgerFixture implements AutoCloseable {

    static final RecordMac MAC = new RecordMac(new SecretKeySpec(new byte[32], "HmacSHA256"));
    static final RecordAuthentication AUTHENTICATION = new RecordAuthentication(MAC);

    static final UserId USER = new UserId(UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057"));

    final InMemoryLedger ledger;
    private final InMemoryVault vault = new InMemoryVault();
    private final LedgerAxonAdapter axon;
    private final AtomicLong ids = new AtomicLong();

    LedgerFixture() {
        this(new InMemoryLedger());
    }

    LedgerFixture(InMemoryLedger ledger) {
        this.ledger = ledger;
        this.axon = new LedgerAxonAdapter(
                ledger,
                vault,
                EventSerialization.of(new EventTypeRegistry(EventTypes.BY_NAME), Set.of())
                        .with(new UnwrappedFieldOrder()),
                Clock.systemUTC(),
                new SecureRandom());
        vault.createKeys(List.of(USER.toString()));
    }

    LedgerFeed feed() {
        return new LedgerFeed(ledger, axon.eventStore());
    }

    /** Records this number of commits, each with one public event: a revoked key. */
    void revokeKeys(int count) {
        for (var i = 0; i < count; i++) {
            record(new ApiKeyRevoked(new ApiKeyId(id())));
        }
    }

    /** Records revoked keys in commits of seven, so that batches of ten end inside a commit. */
    void revokeKeysTogether(int count) {
        for (var left = count; left > 0; left -= 7) {
            record(Stream.generate(() -> new ApiKeyRevoked(new ApiKeyId(id())))
                    .limit(Math.min(left, 7))
                    .toArray());
        }
    }

    void recordPrivateEvent() {
        record(new EmailReleased(new EmailClaimId(id()), USER));
    }

    MailRequestId requestMail() {
        var request = new MailRequestId(id());
        record(new EmailVerificationRequested(
                USER,
                request,
                Digest.of("token"),
                Instant.parse("2026-01-02T03:04:05Z").plus(Duration.ofDays(1))));
        return request;
    }

    /** Records these events in one commit, each as the first event of an aggregate of its own. */
    void record(Object... events) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        var messages = new ArrayList<GenericDomainEventMessage<?>>();
        for (var event : events) {
            messages.add(new GenericDomainEventMessage<>("Sample", id().toString(), 0, event));
        }
        axon.eventStore().publish(messages);
        unit.commit();
    }

    private UUID id() {
        return new UUID(0x0189_0a5d_ac96_7000L, 0x8000_0000_0000_0000L | ids.incrementAndGet());
    }

    /** Replaces the commit that contains this position by another one. */
    void alter(long position) {
        var commit = ledger.read(new Position(position), 1).get(0);
        ledger.tamper(new RecordedCommit(
                commit.first(),
                new Commit(
                        commit.commit().commitId(),
                        commit.commit().metadata(),
                        commit.commit().events()),
                commit.writer(),
                commit.maxEventTime(),
                commit.previousHash(),
                Hash.of(new byte[Hash.LENGTH])));
    }

    @Override
    public void close() {
        axon.close();
    }
}
