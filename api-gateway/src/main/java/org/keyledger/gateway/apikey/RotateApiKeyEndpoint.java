package org.keyledger.gateway.apikey;

import java.time.Duration;
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
import org.keyledger.gateway.messaging.ReadYourWrites;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /customer/keys/{key_id}/rotate}. When the call returns, the old key is refused; with an overlap, it is
 * refused when the overlap ends. 503 {@code verifier-behind} if the old key may still be accepted; a repeated call of the
 * same session then gets the response, with or without an {@code Idempotency-Key}.
 */
@RestController
final class RotateApiKeyEndpoint {

    private static final int MAX_OVERLAP_SECONDS = 30 * 24 * 3600;

    private final RateLimiter limiter;
    private final IdempotentExecutor idempotentExecutor;
    private final Commands commands;
    private final ReadYourWrites readYourWrites;
    private final ApiKeyLookup apiKeys;
    private final ApiKeySettings settings;

    RotateApiKeyEndpoint(
            RateLimiter limiter,
            IdempotentExecutor idempotentExecutor,
            Commands commands,
            ReadYourWrites readYourWrites,
            ApiKeyLookup apiKeys,
            ApiKeySettings settings) {
        this.limiter = limiter;
        this.idempotentExecutor = idempotentExecutor;
        this.commands = commands;
        this.readYourWrites = readYourWrites;
        this.apiKeys = apiKeys;
        this.settings = settings;
    }

    record RotateApiKeyRequest(@Nullable Integer overlapSeconds) {

        Duration overlap() {
            var seconds = overlapSeconds == null ? 0 : overlapSeconds;
            if (seconds < 0 || seconds > MAX_OVERLAP_SECONDS) {
                throw Problem.INVALID_REQUEST
                        .toException()
                        .withFieldError("overlap_seconds", "must be between 0 and " + MAX_OVERLAP_SECONDS);
            }
            return Duration.ofSeconds(seconds);
        }
    }

    @PostMapping("/customer/keys/{key}/rotate")
    @WriteLimited
    CreatedApiKeyResponse rotate(
            @PathVariable ApiKeyId key,
            @StrictBody RotateApiKeyRequest body,
            SessionCaller caller,
            IdempotentRequest idempotentRequest) {
        limiter.admit(Limit.KEY_CREATION, caller.tenant().toString());
        var overlap = body.overlap();
        return idempotentExecutor.createRepeatable(idempotentRequest, caller.session(), new IdempotentOperation<>() {
            @Override
            public CreatedApiKeyResponse create(CreationContext creation) {
                return replace(apiKeys.getRecorded(key, caller.tenant()), overlap, caller, creation);
            }

            @Override
            public CreatedApiKeyResponse replay(Replay replay) {
                readYourWrites.awaitEnforced(replay.position());
                return apiKeys.created(replay.ids(), caller.tenant());
            }

            @Override
            public Object id(RequestIds ids) {
                return ids.key();
            }
        });
    }

    private CreatedApiKeyResponse replace(
            ApiKeyListing old, Duration overlap, SessionCaller caller, CreationContext context) {
        if (!overlap.isZero()) {
            apiKeys.requireQuota(caller.tenant(), settings.mostPerTenant()); // both keys are accepted for a while
        }
        var plaintext = context.ids().apiKey(old.grant().environment());
        var successor =
                new Successor(context.ids().key(), plaintext.prefix(), plaintext.lastFour(), plaintext.digest());
        context.bind(commands)
                .sendAndAwaitApplied(
                        new RotateApiKey(old.keyId(), caller.tenant(), caller.signedIn(), successor, overlap));
        return apiKeys.created(context.ids(), caller.tenant());
    }
}
