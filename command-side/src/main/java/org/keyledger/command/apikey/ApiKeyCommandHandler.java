package org.keyledger.command.apikey;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.command.tenant.TenantPolicies;
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
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * Handles the commands to API keys; the sign-up creates its key with it.
 *
 * <p>A created key names the version of its creator's credential that the creation was decided on. Whatever ends the
 * user's keys also begins a new version, so a creation that was decided before it is refused even if another node commits
 * it later.
 */
public final class ApiKeyCommandHandler {

    private final Repository<ApiKey> keys;
    private final ApiKeyCreators creators;
    private final TenantPolicies policies;
    private final Clock clock;

    ApiKeyCommandHandler(Repository<ApiKey> keys, ApiKeyCreators creators, TenantPolicies policies, Clock clock) {
        this.keys = keys;
        this.creators = creators;
        this.policies = policies;
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(CreateApiKey command) throws Exception {
        var creator = findLoggedIn(command.creator());
        if (creator.isEmpty()) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var policy = policies.of(command.tenant());
        if (!policy.letsMembersCreateKeys()
                && !policies.isFounder(command.creator().user(), command.tenant())) {
            return refuse(Refusal.KEY_CREATION_RESTRICTED);
        }
        if (!policy.allowsScopes(command.newKey().grant().access().scopes())) {
            return refuse(Refusal.SCOPES_ABOVE_MAXIMUM);
        }
        var version = creator.get().credential().version();
        create(command.tenant(), command.creator().user(), version, command.newKey());
        return done();
    }

    @CommandHandler
    Decision handle(RotateApiKey command) throws Exception {
        var key = keys.load(command.key().toString());
        var caller = findLoggedIn(command.creator());
        var creator = creators.find(key.invoke(ApiKey::creator));
        var decision = key.invoke(rotated -> rotated.rotate(command, caller, creator, clock.instant()));
        if (decision instanceof Decision.Done) {
            var version = caller.orElseThrow().credential().version();
            var successor = key.invoke(rotated -> rotated.successor(command, version));
            keys.newInstance(() -> new ApiKey(successor));
        }
        return decision;
    }

    private Optional<ApiKeyCreator> findLoggedIn(AuthenticatedSession session) {
        return creators.find(session.user()).filter(creator -> creator.isLoggedIn(session));
    }

    @CommandHandler
    Decision handle(ConfirmApiKey command) {
        var key = keys.load(command.key().toString());
        var caller = findLoggedIn(command.by());
        var creator = creators.find(key.invoke(ApiKey::creator));
        return key.invoke(confirmed -> confirmed.confirm(command, caller, creator, clock.instant()));
    }

    @CommandHandler
    Decision handle(RevokeApiKey command) {
        var key = keys.load(command.key().toString());
        var creator = creators.find(key.invoke(ApiKey::creator));
        return key.invoke(revoked -> revoked.revoke(command, creator, clock.instant()));
    }

    /**
     * Creates a key in the current commit.
     *
     * @param credential the version of the creator's credential in this commit
     */
    public void create(TenantId tenant, UserId creator, CredentialVersion credential, NewApiKey newKey)
            throws Exception {
        keys.newInstance(() -> new ApiKey(new ApiKeyCreated(
                newKey.key(),
                tenant,
                creator,
                newKey.grant(),
                newKey.prefix(),
                newKey.lastFour(),
                newKey.secret(),
                null,
                credential)));
    }
}
