package org.keyledger.command.user;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.apikey.ApiKeyCommandHandler;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.login.CommitPadding;
import org.keyledger.command.session.SessionCommandHandler;
import org.keyledger.command.tenant.TenantRegistry;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;

/**
 * Handles a sign-up: creates an account with its tenant, claim, key and session in one commit; nested commands would
 * split the commit. A padded sign-up has the same decision and number of events whether or not the address is taken.
 */
final class SignUpCommandHandler {

    /** The events of a padded sign-up: as many as one has that also releases the claim of a former owner. */
    private static final int PADDED_EVENTS = 5;

    private final TenantRegistry tenants;
    private final EmailClaimRegistry claims;
    private final Repository<User> users;
    private final ApiKeyCommandHandler apiKeys;
    private final SessionCommandHandler sessions;
    private final IdentityLinker identities;
    private final CommitPadding padding;
    private final MailedLinkSettings settings;
    private final Clock clock;

    SignUpCommandHandler(
            TenantRegistry tenants,
            EmailClaimRegistry claims,
            Repository<User> users,
            ApiKeyCommandHandler apiKeys,
            SessionCommandHandler sessions,
            IdentityLinker identities,
            CommitPadding padding,
            MailedLinkSettings settings,
            Clock clock) {
        this.tenants = tenants;
        this.claims = claims;
        this.users = users;
        this.apiKeys = apiKeys;
        this.sessions = sessions;
        this.identities = identities;
        this.padding = padding;
        this.settings = settings;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(RegisterUser command) throws Exception {
        var claim = claims.findAvailableClaim(command.emailHmac(), command.user(), command.claim());
        if (claim.isEmpty()) {
            return declineTakenAddress(command);
        }
        var identity = command.identity();
        if (identity != null && identities.link(command.user(), identity) instanceof Decision.Refused refused) {
            return refused;
        }
        tenants.create(command.tenant(), command.user());
        var claimEvents = claims.createClaim(claim.get(), command.user(), command.emailHmac());
        var email = emailEvents(command);
        users.newInstance(() -> new User(toUserRegistered(command, claim.get().id()), email));
        createFirstKeyAndSession(command);
        if (command.padding() != null) {
            padding.append(command.padding(), PADDED_EVENTS - 2 - claimEvents - email.size());
        }
        return done();
    }

    /** What happens to the address at sign-up; nothing if it is not verified and the limit of its mails is reached. */
    private List<UserEvent> emailEvents(RegisterUser command) {
        var verification = command.verification();
        if (verification != null) {
            return List.of(User.toVerificationRequested(command.user(), verification, settings, clock.instant()));
        }
        if (!command.verifiesWithoutMail()) {
            return List.of();
        }
        var verified = new EmailVerified(command.user(), null);
        var session = command.session();
        return command.ownershipProved() && session != null
                ? List.of(verified, new EmailOwnershipProved(command.user(), session.session()))
                : List.of(verified);
    }

    /** The owner of the address gets a mail, unless the limit of its mails is reached. */
    private Decision declineTakenAddress(RegisterUser command) throws Exception {
        var id = command.padding();
        if (id == null) {
            return refuse(Refusal.EMAIL_TAKEN);
        }
        withoutCreatedUser();
        var mail = command.verification();
        var owner = mail == null ? Optional.<UserId>empty() : claims.findOwner(command.emailHmac());
        if (mail != null && owner.isPresent()) {
            padding.append(new SignUpNoticeRequested(id, owner.get(), mail.request()), PADDED_EVENTS);
        } else {
            padding.append(id, PADDED_EVENTS);
        }
        return done();
    }

    /** The actor of a sign-up is the account that it creates; without one, nothing can be encrypted for it. */
    private static void withoutCreatedUser() {
        CurrentUnitOfWork.get()
                .transformMessage(message -> message.withMetaData(
                        message.getMetaData().withoutKeys(Set.of(RequestMetadata.ACTOR_USER, RequestMetadata.TENANT))));
    }

    private static UserRegistered toUserRegistered(RegisterUser command, EmailClaimId claim) {
        return new UserRegistered(
                command.user(),
                command.tenant(),
                claim,
                command.emailHmac(),
                command.profile(),
                command.password(),
                CredentialVersion.FIRST,
                language());
    }

    /** That of the browser; English if the command does not say. */
    private static Language language() {
        var language = CurrentUnitOfWork.get().getMessage().getMetaData().get(RequestMetadata.LANGUAGE);
        return language == null ? Language.ENGLISH : Language.parse(language.toString());
    }

    private void createFirstKeyAndSession(RegisterUser command) throws Exception {
        var key = command.apiKey();
        if (key != null) {
            apiKeys.create(command.tenant(), command.user(), KeyOwner.of(command.user()), CredentialVersion.FIRST, key);
        }
        var session = command.session();
        if (session != null) {
            sessions.startFirst(command.user(), command.tenant(), session);
        }
    }
}
