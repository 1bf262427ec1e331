package org.keyledger.gateway.login;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.tenant.MemberPasswordPolicy;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginCommand.DeclineRequest;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Sends password reset links and sets new passwords with them, for the API and the pages. */
public final class PasswordResetService {

    private final Commands commands;
    private final Queries queries;
    private final PostResponseExecutor postResponseExecutor;
    private final EmailHasher emailHasher;
    private final PasswordHasher passwordHasher;
    private final MemberPasswordPolicy policy;
    private final RateLimiter limiter;
    private final RequestIdsFactory idsFactory;
    private final ServiceKeys keys;
    private final SpentTokens spentTokens;
    private final NewPasswordReceipts receipts;

    PasswordResetService(
            Commands commands,
            Queries queries,
            PostResponseExecutor postResponseExecutor,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            MemberPasswordPolicy policy,
            RateLimiter limiter,
            RequestIdsFactory idsFactory,
            ServiceKeys keys,
            SpentTokens spentTokens) {
        this.commands = commands;
        this.queries = queries;
        this.postResponseExecutor = postResponseExecutor;
        this.emailHasher = emailHasher;
        this.passwordHasher = passwordHasher;
        this.policy = policy;
        this.limiter = limiter;
        this.idsFactory = idsFactory;
        this.keys = keys;
        this.spentTokens = spentTokens;
        this.receipts = new NewPasswordReceipts(keys);
    }

    /**
     * Mails a link if there is an account; neither the response, its timing nor the number of events shows whether there
     * is one.
     */
    public void request(EmailAddress email) {
        var requester = limiter.currentClient();
        if (!postResponseExecutor.submit(() -> mailIfKnown(emailHasher.hmac(email), requester))) {
            throw Problem.OVERLOADED.toException();
        }
    }

    private void mailIfKnown(EmailHmac email, String requester) {
        if (limiter.tryAcquire(Limit.RESET_MAIL_BY_REQUESTER, email.value() + " " + requester)
                && limiter.tryAcquire(Limit.RESET_MAIL, email.value())) {
            queries.ask(new FindLogin(email))
                    .login()
                    .ifPresentOrElse(this::requestMail, () -> commands.send(new DeclineRequest(email)));
        }
    }

    /** The actor is anonymous and without the user: anybody can request a link for an address. */
    private void requestMail(Login account) {
        var request = idsFactory.random().request();
        var token =
                LinkToken.create(keys.key(ServiceKeys.Purpose.LINK), Purpose.RESET_PASSWORD, account.user(), request);
        commands.send(new RequestPasswordReset(account.user(), new LinkToSend(request, token.digest())));
    }

    /**
     * A link that is valid.
     *
     * @param email the address that it was mailed to
     * @param endsApiKeys whether the API keys end when it is used
     */
    public record ValidLink(EmailAddress email, Instant expiresAt, boolean endsApiKeys) {}

    /** The link with this token; empty if it is not valid. */
    public Optional<ValidLink> findValidLink(String text) {
        return token(text)
                .flatMap(this::findMail)
                .map(mail -> new ValidLink(mail.to(), Objects.requireNonNull(mail.expiresAt()), mail.endsApiKeys()));
    }

    private Optional<LinkToken> token(String text) {
        return LinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.RESET_PASSWORD, text)
                .filter(token -> !spentTokens.contains(token.digest()));
    }

    private Optional<Mail> findMail(LinkToken token) {
        var mail = queries.ask(new FindMailToSend(token.user(), token.request(), MailKind.RESET_PASSWORD))
                .mail();
        if (mail.isEmpty()) {
            spentTokens.add(token.digest());
        }
        return mail;
    }

    /**
     * Sets the new password; when this returns, every session has ended, and the API keys if they end. A weak password is reported only for a valid
     * link, which stays valid. The same request has no effect when it is repeated within 10 minutes.
     *
     * @param revokeKeys whether the API keys end in any case
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-token} or {@code weak-password}, 503
     *     {@code verifier-behind} if the earlier sessions may still be accepted
     */
    public void confirm(String text, Password password, boolean revokeKeys) {
        try {
            reset(text, password, revokeKeys);
        } catch (ProblemException refused) {
            if (refused.problem() != Problem.INVALID_TOKEN) {
                throw refused;
            }
            LinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.RESET_PASSWORD, text)
                    .ifPresentOrElse(token -> repeat(token.user(), receipts.ofReset(text, password)), () -> {
                        throw refused;
                    });
        }
    }

    /** @throws ProblemException 400 {@code invalid-token} unless the same request has set the present password */
    private void repeat(UserId user, Digest receipt) {
        commands.actingAs(RequestActor.mailedLink(user)).sendAndAwaitApplied(new RepeatNewPassword(user, receipt));
    }

    private void reset(String text, Password password, boolean revokeKeys) {
        var token = token(text).orElseThrow(Problem.INVALID_TOKEN::toException);
        var mail = findMail(token).orElseThrow(Problem.INVALID_TOKEN::toException);
        var user = queries.ask(new FindUser(token.user())).account().orElseThrow(Problem.INVALID_TOKEN::toException);
        policy.check(password, mail.to(), user.tenant());
        var hash = passwordHasher.hash(password);
        commands.actingAs(RequestActor.mailedLink(token.user()))
                .sendAndAwaitApplied(new ResetPassword(
                        token.user(),
                        token.request(),
                        token.digest(),
                        hash,
                        revokeKeys,
                        receipts.ofReset(text, password)));
    }
}
