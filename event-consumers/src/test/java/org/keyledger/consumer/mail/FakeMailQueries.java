package org.keyledger.consumer.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** Read models in memory behind a real query bus, at a position that the test controls. */
final class FakeMailQueries {

    static final Instant EXPIRY = Instant.parse("2026-01-03T03:04:05Z");

    final List<Long> askedFor = new CopyOnWriteArrayList<>();
    volatile long reached = Long.MAX_VALUE;
    private final Map<FindMailToSend, Mail> mails = new ConcurrentHashMap<>();
    private final SimpleQueryBus bus = SimpleQueryBus.builder().build();

    void open() {
        bus.subscribe(FindMailToSend.class.getName(), MailToSend.class, this::answer);
    }

    QueryGateway gateway() {
        return DefaultQueryGateway.builder().queryBus(bus).build();
    }

    void add(UserId user, MailRequestId request, String to, String name) {
        mails.put(
                new FindMailToSend(user, request, MailKind.VERIFY_EMAIL),
                new Mail(MailKind.VERIFY_EMAIL, EmailAddress.parse(to), DisplayName.parse(name), EXPIRY));
    }

    void addMagicLink(MailRequestId request, String to) {
        mails.put(
                new FindMailToSend(null, request, MailKind.MAGIC_LINK),
                new Mail(MailKind.MAGIC_LINK, EmailAddress.parse(to), null, EXPIRY));
    }

    private MailToSend answer(QueryMessage<?, MailToSend> query) {
        var atLeast = (Long) query.getMetaData().get(RequestMetadata.MIN_POSITION);
        askedFor.add(atLeast);
        if (reached < atLeast) {
            throw new ReadModelBehindException(atLeast);
        }
        return new MailToSend(Optional.ofNullable(mails.get((FindMailToSend) query.getPayload())));
    }
}
