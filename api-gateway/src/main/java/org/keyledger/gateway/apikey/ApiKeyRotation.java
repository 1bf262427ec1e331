package org.keyledger.gateway.apikey;

import java.time.Duration;
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
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;

/** Replaces API keys by new ones with the same grant. */
public final class ApiKeyRotation {

    private static final int MAX_OVERLAP_SECONDS = 30 * 24 * 3600;

    private final RateLimiter limiter;
    private final IdempotentExecutor idempotentExecutor;
    private final Commands commands;
    private final ReadYourWrites readYourWrites;
    private final ApiKeyLookup apiKeys;
    private final ApiKeySettings settings;

    ApiKeyRotation(
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

    /**
     * Replaces a key. When this returns, the old one is refused; with an overlap, it is refused when the overlap ends.
     *
     * @param overlapSeconds how long the old key is still accepted
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code verifier-behind} if the old key may still be
     *     accepted; a repeated call of the same session then gets the response, with or without an {@code
     *     Idempotency-Key}. 400 for an overlap that is not from 0 to 2,592,000, 404 {@code no-such-key}, 409 {@code
     *     key-ended} or {@code too-many-keys}, 429 above the tenant's limit
     */
    public IssuedApiKey rotate(
            ApiKeyId key, int overlapSeconds, SessionCaller caller, IdempotentRequest idempotentRequest) {
        limiter.admit(Limit.KEY_CREATION, caller.tenant().toString());
        var overlap = overlap(overlapSeconds);
        return idempotentExecutor.createRepeatable(idempotentRequest, caller.session(), new IdempotentOperation<>() {
            @Override
            public IssuedApiKey create(CreationContext creation) {
                return replace(apiKeys.getRecorded(key, caller.tenant()), overlap, caller, creation);
            }

            @Override
            public IssuedApiKey replay(Replay replay) {
                readYourWrites.awaitEnforced(replay.position());
                return apiKeys.issued(replay.ids(), caller.tenant());
            }

            @Override
            public Object id(RequestIds ids) {
                return ids.key();
            }
        });
    }

    private static Duration overlap(int seconds) {
        if (seconds < 0 || seconds > MAX_OVERLAP_SECONDS) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("overlap_seconds", "must be between 0 and " + MAX_OVERLAP_SECONDS);
        }
        return Duration.ofSeconds(seconds);
    }

    private IssuedApiKey replace(ApiKeyListing old, Duration overlap, SessionCaller caller, CreationContext context) {
        if (!overlap.isZero()) {
            apiKeys.requireQuota(caller.tenant(), settings.mostPerTenant()); // both keys are accepted for a while
        }
        var plaintext = context.ids().apiKey(old.grant().environment());
        var successor =
                new Successor(context.ids().key(), plaintext.prefix(), plaintext.lastFour(), plaintext.digest());
        context.bind(commands)
                .sendAndAwaitApplied(
                        new RotateApiKey(old.keyId(), caller.tenant(), caller.signedIn(), successor, overlap));
        return apiKeys.issued(context.ids(), caller.tenant());
    }
}
