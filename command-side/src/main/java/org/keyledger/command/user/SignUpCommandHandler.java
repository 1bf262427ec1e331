package org.keyledger.command.user;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.apikey.ApiKeyCommandHandler;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.session.SessionCommandHandler;
import org.keyledger.command.tenant.TenantRegistry;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserEvent.UserRegistered;

/**
 * Handles a sign-up: creates an account with its tenant, claim, key and session in one commit; nested commands would
 * split the commit.
 */
final class SignUpCommandHandler {

    private final TenantRegistry tenants;
    private final EmailClaimRegistry claims;
    private final Repository<User> users;
    private final ApiKeyCommandHandler apiKeys;
    private final SessionCommandHandler sessions;
    private final MailedLinkSettings settings;
    private final Clock clock;

    SignUpCommandHandler(
            TenantRegistry tenants,
            EmailClaimRegistry claims,
            Repository<User> users,
            ApiKeyCommandHandler apiKeys,
            SessionCommandHandler sessions,
            MailedLinkSettings settings,
            Clock clock) {
        this.tenants = tenants;
        this.claims = claims;
        this.users = users;
        this.apiKeys = apiKeys;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(RegisterUser command) throws Exception {
        var claim = claims.findAvailableClaim(command.emailHmac(), command.user(), command.claim());
        if (claim.isEmpty()) {
            return refuse(Refusal.EMAIL_TAKEN);
        }
        tenants.create(command.tenant(), command.user());
        claims.createClaim(claim.get(), command.user(), command.emailHmac());
        users.newInstance(() -> new User(
                toUserRegistered(command, claim.get().id()), command.verification(), settings, clock.instant()));
        createFirstKeyAndSession(command);
        return done();
    }

    private static UserRegistered toUserRegistered(RegisterUser command, EmailClaimId claim) {
        return new UserRegistered(
                command.user(),
                command.tenant(),
                claim,
                command.emailHmac(),
                command.profile(),
                command.password(),
                CredentialVersion.FIRST);
    }

    private void createFirstKeyAndSession(RegisterUser command) throws Exception {
        var key = command.apiKey();
        if (key != null) {
            apiKeys.create(command.tenant(), command.user(), KeyOwner.of(command.user()), CredentialVersion.FIRST, key);
        }
        var session = command.session();
        if (session != null) {
            sessions.start(command.user(), command.tenant(), CredentialVersion.FIRST, session);
        }
    }
}
