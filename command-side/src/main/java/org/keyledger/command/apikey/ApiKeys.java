package org.keyledger.command.apikey;

import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Where API keys begin. */
public final class ApiKeys {

    private final Repository<ApiKey> keys;

    ApiKeys(Repository<ApiKey> keys) {
        this.keys = keys;
    }

    @CommandHandler
    Decision handle(CreateApiKey command) throws Exception {
        create(command.tenant(), command.creator(), command.start());
        return Decision.done();
    }

    /** Ends a key, in the commit that is under way. */
    public void revoke(RevokeApiKey command, Clock clock) {
        keys.load(command.key().toString()).invoke(key -> key.handle(command, clock));
    }

    /** A new key, in the commit that is under way. */
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
