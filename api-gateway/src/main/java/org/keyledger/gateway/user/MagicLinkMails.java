package org.keyledger.gateway.user;

import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginCommand.DeclineRequest;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserQuery.FindLogin;

/** Requests mails with a magic link. */
public final class MagicLinkMails {

    private final Commands commands;
    private final Queries queries;
    private final PostResponseExecutor postResponseExecutor;
    private final EmailHasher emailHasher;
    private final RateLimiter limiter;
    private final RequestIdsFactory idsFactory;
    private final SignUpSettings settings;

    MagicLinkMails(
            Commands commands,
            Queries queries,
            PostResponseExecutor postResponseExecutor,
            EmailHasher emailHasher,
            RateLimiter limiter,
            RequestIdsFactory idsFactory,
            SignUpSettings settings) {
        this.commands = commands;
        this.queries = queries;
        this.postResponseExecutor = postResponseExecutor;
        this.emailHasher = emailHasher;
        this.limiter = limiter;
        this.idsFactory = idsFactory;
        this.settings = settings;
    }

    /** Whether this service sends mails, so that a link arrives. */
    public boolean areSent() {
        return settings.verifiesByMail();
    }

    /**
     * Mails a link that logs in or signs up; neither the response, its timing nor the number of events shows whether the
     * address has an account and whether a mail is sent.
     *
     * @return the request, to which the browser is bound
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code overloaded}
     */
    public MailRequestId request(EmailAddress email) {
        var requester = limiter.currentClient();
        var request = idsFactory.random().request();
        if (!postResponseExecutor.submit(() -> mail(email, request, requester))) {
            throw Problem.OVERLOADED.toException();
        }
        return request;
    }

    private void mail(EmailAddress email, MailRequestId request, String requester) {
        var hmac = emailHasher.hmac(email);
        var isSent = areSent()
                && limiter.tryAcquire(Limit.RESET_MAIL_BY_REQUESTER, "magic " + hmac.value() + " " + requester)
                && limiter.tryAcquire(Limit.RESET_MAIL, "magic " + hmac.value())
                && mayUse(hmac);
        commands.send(isSent ? new RequestMagicLink(hmac, email, request) : new DeclineRequest(hmac));
    }

    /** A user whose tenant allows it, or somebody who can sign up. */
    private boolean mayUse(EmailHmac email) {
        return queries.ask(new FindLogin(email))
                .login()
                .map(account -> isOn(account.tenant()))
                .orElseGet(() -> !settings.isClosed());
    }

    /** Whether the members of the tenant log in with magic links. */
    boolean isOn(TenantId tenant) {
        return queries.ask(new FindTenantPolicy(tenant)).magicLink() != Availability.OFF;
    }
}
