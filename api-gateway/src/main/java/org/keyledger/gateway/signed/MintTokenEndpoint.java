package org.keyledger.gateway.signed;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.signed.SignedTokenIssuer.SignedTokenResponse;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v1/auth/api-key/token}: tokens for the ES256 signature of {@code {key_id}.{timestamp}}. An unknown or ended
 * key, a wrong signature and a timestamp more than 30 s from the service's time are one 401 {@code invalid-signature}. Each
 * signature mints once: 401 {@code replayed-signature}.
 */
@RestController
final class MintTokenEndpoint {

    private static final long MAX_AGE_SECONDS = 30;

    private final SigningKeyAdmission admission;
    private final Es256Verifier signatures;
    private final UsedSignatureStore usedSignatures;
    private final SignedTokenIssuer tokens;
    private final Clock clock;

    MintTokenEndpoint(
            SigningKeyAdmission admission,
            Es256Verifier signatures,
            UsedSignatureStore usedSignatures,
            SignedTokenIssuer tokens,
            ExpiryClock expiryClock) {
        this.admission = admission;
        this.signatures = signatures;
        this.usedSignatures = usedSignatures;
        this.tokens = tokens;
        this.clock = expiryClock.clock();
    }

    /** @param timestamp when it was signed, in Unix seconds */
    record MintTokenRequest(SentKeyId keyId, Long timestamp, Es256Signature signature) {

        /** The signed bytes: both values exactly as they were sent. */
        byte[] message() {
            return (keyId.text() + "." + timestamp).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A key id in either spelling; the text is part of what was signed. */
    record SentKeyId(@JsonValue String text) {

        /** @throws IllegalArgumentException if it is in neither spelling */
        SentKeyId {
            ApiKeyId.parse(text);
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static SentKeyId parse(String text) {
            return new SentKeyId(text);
        }

        ApiKeyId id() {
            return ApiKeyId.parse(text);
        }
    }

    @PostMapping("/v1/auth/api-key/token")
    @WithoutRateLimit("counts mints by signing key and refused calls by client address, once it can tell them apart")
    SignedTokenResponse mint(@StrictBody MintTokenRequest body, HttpServletRequest request) {
        var key = admission.require(body.keyId().id(), Problem.INVALID_SIGNATURE, request);
        if (!isTimely(body.timestamp()) || !signatures.verify(key.publicKey(), body.message(), body.signature())) {
            throw admission.refuse(Problem.INVALID_SIGNATURE, request);
        }
        admission.requireAllowedAddress(key.key(), request);
        if (!usedSignatures.use(key.key().key(), body.signature())) {
            throw admission.refuse(Problem.REPLAYED_SIGNATURE, request);
        }
        admission.count(key.key());
        return tokens.issue(key.key());
    }

    private boolean isTimely(long timestamp) {
        var now = clock.instant().getEpochSecond();
        return timestamp >= now - MAX_AGE_SECONDS && timestamp <= now + MAX_AGE_SECONDS;
    }
}
