package org.keyledger.command.apikey;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Handles the commands that create API keys; other aggregates' handlers create and revoke keys through it too. */
public final class ApiKeyCommandHandler {

    private final Repository<ApiKey> keys;
    private final SessionValidator sessionValidator;
    private final Clock clock;

    ApiKeyCommandHandler(Repository<ApiKey> keys, SessionValidator credentials, Clock clock) {
        this.keys = keys;
        this.sessionValidator = credentials;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(CreateApiKey command) throws Exception {
        if (!isStillSignedIn(command.creator())) {
            return refuse(Refusal.SIGNED_OUT);
        }
        create(command.tenant(), command.creator().user(), command.newKey());
        return done();
    }

    @CommandHandler
    Decision handle(RotateApiKey command) throws Exception {
        if (!isStillSignedIn(command.creator())) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var key = keys.load(command.key().toString());
        var decision = key.invoke(it -> it.rotate(command, clock.instant()));
        if (decision instanceof Decision.Done) {
            var successor = key.invoke(it -> it.successor(command));
            keys.newInstance(() -> new ApiKey(successor));
        }
        return decision;
    }

    /**
     * Checks the creator's session and locks the user until the commit. A concurrent command that ends all sessions and
     * revokes the keys either commits before, and this command is refused, or commits after, and finds the new key.
     */
    private boolean isStillSignedIn(AuthenticatedSession creator) {
        return sessionValidator.isSessionValid(creator.user(), creator.credential(), creator.session());
    }

    /** Revokes a key in the current commit. */
    public void revoke(RevokeApiKey command) {
        keys.load(command.key().toString()).invoke(key -> key.handle(command, clock));
    }

    /** Creates a key in the current commit. */
    public void create(TenantId tenant, UserId creator, NewApiKey start) throws Exception {
        keys.newInstance(() -> new ApiKey(new ApiKeyCreated(
                start.key(),
                tenant,
                creator,
                start.label(),
                start.scopes(),
                start.environment(),
                start.prefix(),
                start.lastFour(),
                start.secret(),
                start.expiresAt(),
                null,
                start.ipAllow(),
                start.rateLimit())));
    }
}
