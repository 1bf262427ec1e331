package org.keyledger.query.mail;

import java.time.Instant;
import java.util.Optional;
import org.keyledger.kernel.login.LoginEvent.MagicLinkCodeShown;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.login.LoginEvent.MagicLinkUsed;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/** The magic links that can be used, at most one of an address and a day. */
final class PendingMagicLinks {

    static final String VIEW = "magic-links";

    private static final String BY_REQUEST = "request";

    private final View<PendingMagicLink> links;

    PendingMagicLinks(ReadModels models) {
        this.links = models.view(ViewDefinition.of(VIEW, PendingMagicLink.class)
                .unique(BY_REQUEST, link -> Optional.of(link.request().toString()))
                .expiring(link -> Optional.of(link.expiresAt())));
    }

    /** Replaces the earlier link. */
    void record(MagicLinkRequested event, Position position) {
        links.put(event.links(), position, PendingMagicLink.of(event));
    }

    void record(MagicLinkCodeShown event, Position position) {
        links.change(event.links(), position, PendingMagicLink::withCodeShown);
    }

    void record(MagicLinkUsed event) {
        links.remove(event.links());
    }

    Optional<PendingMagicLink> find(MailRequestId request, Instant now) {
        return links.findUnique(BY_REQUEST, request.toString()).filter(link -> link.isUsableAt(now));
    }

    int removeEnded(Instant now, int limit) {
        return links.removeEnded(now, limit, link -> {});
    }
}
