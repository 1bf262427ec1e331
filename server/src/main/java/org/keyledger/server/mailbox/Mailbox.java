package org.keyledger.server.mailbox;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.keyledger.consumer.mail.EmailMessage;
import org.keyledger.consumer.mail.MailTransport;

/** Keeps the last letters in memory, whomever they go to. They are never written anywhere: an erasure reaches no file. */
public final class Mailbox implements MailTransport {

    private static final int ROOM = 200;

    private final Clock clock;
    private final Deque<ReceivedMail> letters = new ArrayDeque<>();

    public Mailbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void send(EmailMessage letter) {
        letters.addFirst(ReceivedMail.of(letter, clock.instant()));
        if (letters.size() > ROOM) {
            letters.removeLast();
        }
    }

    /** Newest first. */
    synchronized List<ReceivedMail> letters() {
        return List.copyOf(letters);
    }
}
