package org.keyledger.server.mailbox;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.keyledger.consumer.mail.EmailMessage;
import org.keyledger.consumer.mail.MailTransport;

/**
 * A mail transport that keeps the last 200 mails in memory. They are never stored: an erasure could not delete them.
 */
public final class Mailbox implements MailTransport {

    private static final int MAX_MAILS = 200;

    private final Clock clock;
    private final Deque<ReceivedMail> mails = new ArrayDeque<>();

    public Mailbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void send(EmailMessage message) {
        mails.addFirst(ReceivedMail.of(message, clock.instant()));
        if (mails.size() > MAX_MAILS) {
            mails.removeLast();
        }
    }

    /** Newest first. */
    synchronized List<ReceivedMail> mails() {
        return List.copyOf(mails);
    }
}
