package org.keyledger.command.login;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.kernel.login.LoginEvent.MagicLinkCodeShown;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.login.LoginEvent.MagicLinkUsed;
import org.keyledger.kernel.user.MailRequestId;

/** Aggregate of the magic links that were requested for one address on one day. Only the newest can be used, once. */
final class MagicLinks {

    @AggregateIdentifier
    private AddressDayId id;

    private MailRequestId newest;
    private Instant expiresAt;
    private boolean codeShown;
    private boolean used;

    /** Called by Axon, which then applies the stored events. */
    MagicLinks() {}

    MagicLinks(MagicLinkRequested first) {
        apply(first);
    }

    Decision request(MagicLinkRequested next) {
        apply(next);
        return done();
    }

    Decision showCode(MailRequestId request, Instant now) {
        if (!canUse(request, now)) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        if (codeShown) {
            return noChange();
        }
        apply(new MagicLinkCodeShown(id, request));
        return done();
    }

    /** Does not reveal why a link is refused: it was used or replaced, has expired, or its code was not shown. */
    Decision use(MailRequestId request, boolean byCode, Instant now) {
        if (!canUse(request, now) || (byCode && !codeShown)) {
            return refuse(Refusal.INVALID_TOKEN);
        }
        apply(new MagicLinkUsed(id, request));
        return done();
    }

    private boolean canUse(MailRequestId request, Instant now) {
        return request.equals(newest) && !used && now.isBefore(expiresAt);
    }

    @EventSourcingHandler
    void on(MagicLinkRequested event) {
        id = event.links();
        newest = event.request();
        expiresAt = event.expiresAt();
        codeShown = false;
        used = false;
    }

    @EventSourcingHandler
    void on(MagicLinkCodeShown event) {
        codeShown = true;
    }

    @EventSourcingHandler
    void on(MagicLinkUsed event) {
        used = true;
    }
}
