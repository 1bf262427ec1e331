package org.keyledger.gateway.apikey;

import java.time.Clock;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.idempotency.CreationContext;
import org.keyledger.gateway.idempotency.IdempotentExecutor;
import org.keyledger.gateway.idempotency.IdempotentOperation;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.idempotency.Replay;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.NewApiKey;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /customer/keys}: creates an API key. Its response is the only one that contains the secret. */
@RestController
final class CreateApiKeyEndpoint {

    private final RateLimiter limiter;
    private final IdempotentExecutor idempotentExecutor;
    private final Commands commands;
    private final ApiKeyLookup apiKeys;
    private final ApiKeySettings settings;
    private final Clock clock;

    CreateApiKeyEndpoint(
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

    @PostMapping("/customer/keys")
    @WriteLimited
    @ResponseStatus(HttpStatus.CREATED)
    CreatedApiKeyResponse create(
            @StrictBody CreateApiKeyRequest body, SessionCaller caller, IdempotentRequest idempotentRequest) {
        limiter.admit(Limit.KEY_CREATION, caller.tenant().toString());
        body.validate(settings);
        return idempotentExecutor.create(idempotentRequest, new IdempotentOperation<CreatedApiKeyResponse>() {
            @Override
            public CreatedApiKeyResponse create(CreationContext creation) {
                return createKey(body, caller, creation);
            }

            @Override
            public CreatedApiKeyResponse replay(Replay replay) {
                return apiKeys.created(replay.ids(), caller.tenant());
            }

            @Override
            public Object id(RequestIds ids) {
                return ids.key();
            }
        });
    }

    private CreatedApiKeyResponse createKey(CreateApiKeyRequest body, SessionCaller caller, CreationContext context) {
        body.requireFutureExpiry(clock.instant());
        apiKeys.requireQuota(caller.tenant(), settings.mostPerTenant());
        var plaintext = context.ids().apiKey(body.environmentOrLive());
        var newKey = new NewApiKey(
                context.ids().key(), body.grant(), plaintext.prefix(), plaintext.lastFour(), plaintext.digest());
        context.bind(commands)
                .send(new CreateApiKey(caller.tenant(), caller.signedIn(), newKey, body.scopes() == null));
        return apiKeys.created(context.ids(), caller.tenant());
    }
}
