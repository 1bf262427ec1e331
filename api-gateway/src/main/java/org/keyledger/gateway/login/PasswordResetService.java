package org.keyledger.gateway.login;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SpentTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.password.PasswordPolicy;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailQuery.FindMailToSend;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Sets new passwords by mailed links, on whichever door they are asked for and come back. */
final class PasswordResetService {

    private final Commands commands;
    private final Queries queries;
    private final PostResponseExecutor afterwards;
    private final EmailHasher addresses;
    private final PasswordHasher passwords;
    private final PasswordPolicy rules;
    private final ActiveApiKeys livingKeys;
    private final RateLimiter limiter;
    private final RequestIdsFactory mints;
    private final ServiceKeys keys;
    private final SpentTokens refused;

    PasswordResetService(
            Commands commands,
            Queries queries,
            PostResponseExecutor afterwards,
            EmailHasher addresses,
            PasswordHasher passwords,
            PasswordPolicy rules,
            ActiveApiKeys livingKeys,
            RateLimiter limiter,
            RequestIdsFactory mints,
            ServiceKeys keys,
            SpentTokens refused) {
        this.commands = commands;
        this.queries = queries;
        this.afterwards = afterwards;
        this.addresses = addresses;
        this.passwords = passwords;
        this.rules = rules;
        this.livingKeys = livingKeys;
        this.limiter = limiter;
        this.mints = mints;
        this.keys = keys;
        this.refused = refused;
    }

    /** Mails a link if there is an account: whether there is shows neither in the answer nor in its time. */
    void request(EmailAddress email) {
        if (!afterwards.take(() -> mailTo(addresses.hmac(email)))) {
            throw Problem.OVERLOADED.found();
        }
    }

    private void mailTo(EmailHmac email) {
        if (limiter.admits(Limit.MAIL, email.value())) {
            queries.ask(new FindLogin(email)).login().ifPresent(this::order);
        }
    }

    /** Nobody is named as the one who acts: anyone may have asked. */
    private void order(Login account) {
        var request = mints.random().request();
        var token = LinkToken.make(keys.key(ServiceKeys.Purpose.LINK), Purpose.RESET_PASSWORD, account.user(), request);
        commands.send(new RequestPasswordReset(account.user(), new LinkToSend(request, token.digest())));
    }

    /** Until when the link is good; empty if it is not, whatever the reason. */
    Optional<Instant> goodUntil(String text) {
        return token(text).flatMap(this::mailed).map(Mail::expiresAt);
    }

    private Optional<LinkToken> token(String text) {
        return LinkToken.check(keys.key(ServiceKeys.Purpose.LINK), Purpose.RESET_PASSWORD, text)
                .filter(token -> !refused.has(token.digest()));
    }

    private Optional<Mail> mailed(LinkToken token) {
        var mail = queries.ask(new FindMailToSend(token.user(), token.request(), MailKind.RESET_PASSWORD))
                .mail();
        if (mail.isEmpty()) {
            refused.add(token.digest());
        }
        return mail;
    }

    /**
     * Sets the new password; when this returns, every session is dead. What is wrong with the password is said only to
     * who has a good link, and leaves the link as it is.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-token} or {@code weak-password}
     */
    void confirm(String text, Password password) {
        var token = token(text).orElseThrow(Problem.INVALID_TOKEN::found);
        var mail = mailed(token).orElseThrow(Problem.INVALID_TOKEN::found);
        rules.check(password, mail.to());
        var user = queries.ask(new FindUser(token.user())).profile().orElseThrow(Problem.INVALID_TOKEN::found);
        var hash = passwords.hash(password);
        var firstProof = user.emailVerifiedAt() == null;
        var strangers = firstProof ? livingKeys.of(user.tenant()) : List.<ApiKeyId>of();
        commands.as(user.id())
                .sendUntilInForce(new ResetPassword(user.id(), token.request(), token.digest(), hash, strangers));
        if (firstProof) {
            endLateKeys(user);
        }
    }

    /** A key that was made between the list and the reset is a stranger's too; after the reset nobody's session makes one. */
    private void endLateKeys(UserProfile user) {
        for (var key : livingKeys.of(user.tenant())) {
            commands.as(user.id()).sendUntilInForce(new RevokeApiKey(key, user.tenant()));
        }
    }
}
