package org.keyledger.command.apikey;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Handles the commands that create or confirm an API key; other handlers create and revoke keys with it. */
public final class ApiKeyCommandHandler {

    private final Repository<ApiKey> keys;
    private final SessionValidator sessionValidator;
    private final Clock clock;

    ApiKeyCommandHandler(Repository<ApiKey> keys, SessionValidator sessionValidator, Clock clock) {
        this.keys = keys;
        this.sessionValidator = sessionValidator;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(CreateApiKey command) throws Exception {
        if (!isStillLoggedIn(command.creator())) {
            return refuse(Refusal.SIGNED_OUT);
        }
        create(command.tenant(), command.creator().user(), command.newKey());
        return done();
    }

    @CommandHandler
    Decision handle(RotateApiKey command) throws Exception {
        if (!isStillLoggedIn(command.creator())) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var key = keys.load(command.key().toString());
        var decision = key.invoke(rotated -> rotated.rotate(command, clock.instant()));
        if (decision instanceof Decision.Done) {
            var successor = key.invoke(rotated -> rotated.successor(command));
            keys.newInstance(() -> new ApiKey(successor));
        }
        return decision;
    }

    @CommandHandler
    Decision handle(ConfirmApiKey command) {
        return isStillLoggedIn(command.by())
                ? keys.load(command.key().toString()).invoke(key -> key.confirm(command, clock.instant()))
                : refuse(Refusal.SIGNED_OUT);
    }

    /**
     * Locks the user until the commit. A command that ends the user's sessions and revokes their keys is handled before
     * this one, which is then refused, or after it, and then finds the key.
     */
    private boolean isStillLoggedIn(AuthenticatedSession creator) {
        return sessionValidator.isSessionValid(creator.user(), creator.credential(), creator.session());
    }

    /** Revokes a key in the current commit. */
    public void revoke(RevokeApiKey command) {
        keys.load(command.key().toString()).invoke(key -> key.handle(command, clock));
    }

    /** Creates a key in the current commit. */
    public void create(TenantId tenant, UserId creator, NewApiKey newKey) throws Exception {
        keys.newInstance(() -> new ApiKey(new ApiKeyCreated(
                newKey.key(),
                tenant,
                creator,
                newKey.grant(),
                newKey.prefix(),
                newKey.lastFour(),
                newKey.secret(),
                null)));
    }
}
