package org.keyledger.gateway.tenant;

import org.keyledger.gateway.messaging.Queries;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;

/** Whether the members of a tenant can log in by a mailed link. */
public final class MailedLinkPolicy {

    private final Queries queries;
    private final SentMailSettings mail;

    MailedLinkPolicy(Queries queries, SentMailSettings mail) {
        this.queries = queries;
        this.mail = mail;
    }

    /** False if this service sends no mail, or if the policy of the tenant turns such links off. */
    public boolean acceptsLinks(TenantId tenant) {
        return mail.isOn() && queries.ask(new FindTenantPolicy(tenant)).magicLink() != Availability.OFF;
    }
}
