package org.keyledger.command.apikey;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.apikey.ApiKeyCreators.ApiKeyCreator;
import org.keyledger.command.tenant.TenantPolicies;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.ChangeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RegisterSigningKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateSigningKey;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyOwner;
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
        var refusal = findRefusal(
                command.creator().user(),
                command.tenant(),
                command.owner(),
                command.newKey().grant());
        if (refusal.isPresent()) {
            return refuse(refusal.get());
        }
        var version = creator.get().credential().version();
        create(
                command.tenant(),
                command.creator().user(),
                command.owner().of(command.creator().user(), command.tenant()),
                version,
                command.newKey());
        return done();
    }

    /** Why the tenant's policy refuses a new key; empty if it allows the key. */
    private Optional<Refusal> findRefusal(UserId creator, TenantId tenant, KeyOwner.Kind owner, ApiKeyGrant grant) {
        var policy = policies.of(tenant);
        var founder = policies.isFounder(creator, tenant);
        if (!founder && !policy.letsMembersCreateKeys()) {
            return Optional.of(Refusal.KEY_CREATION_RESTRICTED);
        }
        if (!founder && owner == KeyOwner.Kind.TENANT && !policy.letsMembersCreateTenantKeys()) {
            return Optional.of(Refusal.TENANT_KEYS_RESTRICTED);
        }
        return policy.allowsScopes(grant.access().scopes())
                ? Optional.empty()
                : Optional.of(Refusal.SCOPES_ABOVE_MAXIMUM);
    }

    @CommandHandler
    Decision handle(ChangeApiKey command) {
        var scopes = command.changes().scopes();
        if (scopes != null && !policies.of(command.tenant()).allowsScopes(scopes)) {
            return refuse(Refusal.SCOPES_ABOVE_MAXIMUM);
        }
        var key = keys.load(command.key().toString());
        var caller = findLoggedIn(command.by());
        var creator = creators.find(key.invoke(ApiKey::creator));
        return key.invoke(changed -> changed.change(command, caller, creator, clock.instant()));
    }

    @CommandHandler
    Decision handle(RegisterSigningKey command) throws Exception {
        var session = command.creator();
        var creator = findLoggedIn(session);
        if (creator.isEmpty()) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var refusal = findRefusal(session.user(), command.tenant(), command.owner(), command.grant());
        if (refusal.isPresent()) {
            return refuse(refusal.get());
        }
        var registered = new SigningKeyRegistered(
                command.key(),
                command.tenant(),
                session.user(),
                command.owner().of(session.user(), command.tenant()),
                command.grant(),
                command.publicKey(),
                null,
                creator.get().credential().version());
        keys.newInstance(() -> new ApiKey(registered));
        return done();
    }

    @CommandHandler
    Decision handle(RotateApiKey command) throws Exception {
        return rotate(
                command.key(),
                command.creator(),
                (key, caller, creator) -> key.rotate(command, caller, creator, clock.instant()),
                (key, decidedOn) -> key.successor(command, decidedOn));
    }

    @CommandHandler
    Decision handle(RotateSigningKey command) throws Exception {
        return rotate(
                command.key(),
                command.creator(),
                (key, caller, creator) -> key.rotate(command, caller, creator, clock.instant()),
                (key, decidedOn) -> key.successor(command, decidedOn));
    }

    private interface Rotation {
        Decision decide(ApiKey key, Optional<ApiKeyCreator> caller, Optional<ApiKeyCreator> creatorNow);
    }

    private Decision rotate(
            ApiKeyId id,
            AuthenticatedSession session,
            Rotation rotation,
            BiFunction<ApiKey, CredentialVersion, ApiKeyIssued> successorOf)
            throws Exception {
        var key = keys.load(id.toString());
        var caller = findLoggedIn(session);
        var creator = creators.find(key.invoke(ApiKey::creator));
        var decision = key.invoke(rotated -> rotation.decide(rotated, caller, creator));
        if (decision instanceof Decision.Done) {
            var version = caller.orElseThrow().credential().version();
            var successor = key.invoke(rotated -> successorOf.apply(rotated, version));
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
    public void create(TenantId tenant, UserId creator, KeyOwner owner, CredentialVersion credential, NewApiKey newKey)
            throws Exception {
        keys.newInstance(() -> new ApiKey(new ApiKeyCreated(
                newKey.key(),
                tenant,
                creator,
                owner,
                newKey.grant(),
                newKey.prefix(),
                newKey.lastFour(),
                newKey.secret(),
                null,
                credential)));
    }
}
