package org.keyledger.query.mail;

import java.time.Clock;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.mail.FoundMail;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.ledger.Position;
import org.keyledger.query.projecting.Kind;
import org.keyledger.query.projecting.ReadModels;
import org.keyledger.query.projecting.View;

/** Keeps whom mails go to, and which of them are still worth sending. */
final class AddressedMails {

    static final String VIEW = "mails";

    private final View<AddressedMail> mails;
    private final Clock clock;

    AddressedMails(ReadModels models, Clock clock) {
        this.mails = models.view(Kind.of(VIEW, AddressedMail.class));
        this.clock = clock;
    }

    @EventHandler
    void on(UserRegistered event, Position position) {
        mails.put(event.user(), position, AddressedMail.to(event));
    }

    @EventHandler
    void on(EmailVerificationRequested event, Position position) {
        mails.change(event.user(), position, mail -> mail.requested(event));
    }

    @EventHandler
    void on(EmailVerified event, Position position) {
        mails.change(event.user(), position, AddressedMail::done);
    }

    @QueryHandler
    FoundMail handle(FindMailToSend query) {
        return new FoundMail(
                mails.find(query.user()).flatMap(mail -> mail.worthSending(query.request(), clock.instant())));
    }
}
