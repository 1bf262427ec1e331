package org.keyledger.gateway.loginpage;

import java.util.List;
import org.keyledger.gateway.page.PageContext;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.user.MagicLinkMails;

/** The page that mails a link, which also creates accounts. */
final class MagicLinkWayIn implements WayInLinks {

    private final MagicLinkMails mails;

    MagicLinkWayIn(MagicLinkMails mails) {
        this.mails = mails;
    }

    @Override
    public List<Link> links(PageContext page, ReturnPath next, boolean signUp) {
        return mails.areSent()
                ? List.of(new Link(page.text("magic-link.way"), next.appendTo(MagicLinkPageEndpoint.PATH)))
                : List.of();
    }
}
