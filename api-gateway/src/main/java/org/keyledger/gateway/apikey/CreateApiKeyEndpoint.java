package org.keyledger.gateway.apikey;

import java.time.Clock;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.idempotency.CreationContext;
import org.keyledger.gateway.idempotency.IdempotentExecutor;
import org.keyledger.gateway.idempotency.IdempotentOperation;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyListing;
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
    @ResponseStatus(HttpStatus.CREATED)
    CreatedApiKeyResponse create(
            @StrictBody CreateApiKeyRequest body, SessionCaller caller, IdempotentRequest idempotentRequest) {
        limiter.admit(Limit.KEY_CREATION, caller.tenant().toString());
        body.validate(settings);
        return idempotentExecutor.create(idempotentRequest, new IdempotentOperation<CreatedApiKeyResponse>() {
            @Override
            public CreatedApiKeyResponse create(CreationContext creation) {
                return make(body, caller, creation);
            }

            @Override
            public CreatedApiKeyResponse replay(RequestIds mint, long last) {
                var key = apiKeys.get(mint.key(), caller.tenant());
                return CreatedApiKeyResponse.of(
                        key, caller.tenant(), mint.apiKey(key.grant().environment()));
            }

            @Override
            public Object id(RequestIds mint) {
                return mint.key();
            }
        });
    }

    private CreatedApiKeyResponse make(CreateApiKeyRequest body, SessionCaller caller, CreationContext context) {
        body.requireFutureExpiry(clock.instant());
        apiKeys.requireQuota(caller.tenant(), settings.mostPerTenant());
        var text = context.ids().apiKey(body.environmentOrLive());
        var start = new NewApiKey(context.ids().key(), body.grant(), text.prefix(), text.lastFour(), text.digest());
        var outcome = context.bind(commands).send(new CreateApiKey(caller.tenant(), caller.signedIn(), start));
        return CreatedApiKeyResponse.of(
                apiKeys.findCreated(toListing(start, caller), caller.tenant(), outcome), caller.tenant(), text);
    }

    private ApiKeyListing toListing(NewApiKey start, SessionCaller caller) {
        return new ApiKeyListing(
                start.key(),
                start.grant(),
                ApiKeyListing.Status.ACTIVE,
                start.prefix(),
                start.lastFour(),
                caller.user(),
                clock.instant(),
                null,
                null,
                null);
    }
}
