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
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateSigningKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.SigningPublicKey;

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
     * @param publicKey of the successor of a signing key
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code verifier-behind} if the old key may still be
     *     accepted; a repeated call of the same session then gets the response, with or without an {@code
     *     Idempotency-Key}. 400 for an overlap that is not from 0 to 2,592,000, for a
     *     signing key without a new public key and for another key with one, 404 {@code no-such-key}, 409 {@code
     *     key-ended} or {@code too-many-keys}, 429 above the tenant's limit
     */
    public IssuedApiKey rotate(
            ApiKeyId key,
            int overlapSeconds,
            @Nullable SigningPublicKey publicKey,
            SessionCaller caller,
            IdempotentRequest idempotentRequest) {
        limiter.admit(Limit.KEY_CREATION, caller.tenant().toString());
        var overlap = overlap(overlapSeconds);
        return idempotentExecutor.createRepeatable(idempotentRequest, caller.session(), new IdempotentOperation<>() {
            @Override
            public IssuedApiKey create(CreationContext creation) {
                var old = apiKeys.getRecorded(key, caller.tenant());
                requireMatching(old, publicKey);
                return replace(old, overlap, publicKey, caller, creation);
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

    /** A signing key is replaced because its private key may be known, so its successor needs another one. */
    private static void requireMatching(ApiKeyListing old, @Nullable SigningPublicKey publicKey) {
        if (publicKey == null && old.isSigningKey()) {
            throw toException("is required, because this is a signing key: send the new public key");
        }
        if (publicKey != null && !old.isSigningKey()) {
            throw toException("must be left out, because this key has a secret");
        }
        if (publicKey != null && publicKey.thumbprint().equals(old.publicKeyThumbprint())) {
            throw toException("must be another public key than that of the key to rotate");
        }
    }

    private static ProblemException toException(String publicKeyError) {
        return Problem.INVALID_REQUEST.toException().withFieldError("public_key", publicKeyError);
    }

    private IssuedApiKey replace(
            ApiKeyListing old,
            Duration overlap,
            @Nullable SigningPublicKey publicKey,
            SessionCaller caller,
            CreationContext context) {
        if (!overlap.isZero()) {
            apiKeys.requireQuota(caller.tenant(), settings.mostPerTenant()); // both keys are accepted for a while
        }
        var ids = context.ids();
        context.bind(commands)
                .sendAndAwaitApplied(
                        publicKey == null
                                ? new RotateApiKey(
                                        old.keyId(), caller.tenant(), caller.signedIn(), successor(old, ids), overlap)
                                : new RotateSigningKey(
                                        old.keyId(),
                                        caller.tenant(),
                                        caller.signedIn(),
                                        ids.key(),
                                        publicKey,
                                        overlap));
        return apiKeys.issued(ids, caller.tenant());
    }

    private static Successor successor(ApiKeyListing old, RequestIds ids) {
        var plaintext = ids.apiKey(old.grant().environment());
        return new Successor(ids.key(), plaintext.prefix(), plaintext.lastFour(), plaintext.digest());
    }
}
