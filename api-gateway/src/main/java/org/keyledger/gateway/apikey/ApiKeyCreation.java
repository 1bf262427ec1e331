package org.keyledger.gateway.apikey;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.idempotency.CreationContext;
import org.keyledger.gateway.idempotency.IdempotentExecutor;
import org.keyledger.gateway.idempotency.IdempotentOperation;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.idempotency.Replay;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RegisterSigningKey;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.apikey.SigningPublicKey;

/** Creates API keys, once per {@code Idempotency-Key}. */
public final class ApiKeyCreation {

    private final RateLimiter limiter;
    private final IdempotentExecutor idempotentExecutor;
    private final Commands commands;
    private final ApiKeyLookup apiKeys;
    private final ApiKeySettings settings;
    private final Clock clock;

    ApiKeyCreation(
            RateLimiter limiter,
            IdempotentExecutor idempotentExecutor,
            Commands commands,
            ApiKeyLookup apiKeys,
            ApiKeySettings settings,
            Clock clock) {
        this.limiter = limiter;
        this.idempotentExecutor = idempotentExecutor;
        this.commands = commands;
        this.apiKeys = apiKeys;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Creates a key for the caller's tenant; a repeated request gets the same key and secret.
     *
     * @param owner whether the key acts for the caller or for the tenant
     * @param publicKey makes a signing key, which has no secret
     * @throws org.keyledger.gateway.problem.ProblemException 400 for an unknown scope or an expiry that is not in the
     *     future, 409 {@code too-many-keys}, 429 above the tenant's limit, and as {@link IdempotentExecutor#create}
     */
    public IssuedApiKey create(
            ApiKeyGrant grant,
            KeyOwner.Kind owner,
            @Nullable SigningPublicKey publicKey,
            SessionCaller caller,
            IdempotentRequest idempotentRequest) {
        limiter.admit(Limit.KEY_CREATION, caller.tenant().toString());
        settings.requireKnown("scopes", grant.access().scopes().names());
        return idempotentExecutor.create(idempotentRequest, new IdempotentOperation<IssuedApiKey>() {
            @Override
            public IssuedApiKey create(CreationContext creation) {
                return createKey(grant, owner, publicKey, caller, creation);
            }

            @Override
            public IssuedApiKey replay(Replay replay) {
                return apiKeys.issued(replay.ids(), caller.tenant());
            }

            @Override
            public Object id(RequestIds ids) {
                return ids.key();
            }
        });
    }

    private IssuedApiKey createKey(
            ApiKeyGrant grant,
            KeyOwner.Kind owner,
            @Nullable SigningPublicKey publicKey,
            SessionCaller caller,
            CreationContext context) {
        requireFutureExpiry(grant);
        apiKeys.requireQuota(caller.tenant(), settings.mostPerTenant());
        var ids = context.ids();
        context.bind(commands)
                .send(
                        publicKey == null
                                ? new CreateApiKey(caller.tenant(), caller.signedIn(), owner, newKey(grant, ids))
                                : new RegisterSigningKey(
                                        ids.key(), caller.tenant(), caller.signedIn(), owner, grant, publicKey));
        return apiKeys.issued(ids, caller.tenant());
    }

    private static NewApiKey newKey(ApiKeyGrant grant, RequestIds ids) {
        var plaintext = ids.apiKey(grant.environment());
        return new NewApiKey(ids.key(), grant, plaintext.prefix(), plaintext.lastFour(), plaintext.digest());
    }

    private void requireFutureExpiry(ApiKeyGrant grant) {
        if (grant.expiresAt() != null && !grant.expiresAt().isAfter(clock.instant())) {
            throw Problem.INVALID_REQUEST.toException().withFieldError("expires_at", "must be in the future");
        }
    }
}
