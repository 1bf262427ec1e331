package org.keyledger.gateway.apikey;

import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindRecordedApiKey;
import org.keyledger.kernel.tenant.TenantId;

/** Finds API keys of a tenant; a key of another tenant is not found. */
final class ApiKeyLookup {

    private final Queries queries;

    ApiKeyLookup(Queries queries) {
        this.queries = queries;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key} */
    ApiKeyListing get(ApiKeyId key, TenantId tenant) {
        return queries.ask(new FindApiKey(key, tenant)).key().orElseThrow(Problem.NO_SUCH_KEY::toException);
    }

    /**
     * The key as recorded in the ledger, for the response of a write: it is never late.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key}
     */
    ApiKeyListing getRecorded(ApiKeyId key, TenantId tenant) {
        return queries.askUnpositioned(new FindRecordedApiKey(key, tenant))
                .key()
                .orElseThrow(Problem.NO_SUCH_KEY::toException);
    }

    /** The response for a key that a request with these ids has created. */
    CreatedApiKeyResponse created(RequestIds ids, TenantId tenant) {
        var key = getRecorded(ids.key(), tenant);
        return CreatedApiKeyResponse.of(key, tenant, ids.apiKey(key.grant().environment()));
    }

    /**
     * Checks the limit of keys per tenant against the read model, so parallel requests can exceed it slightly.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 409 {@code too-many-keys}
     */
    void requireQuota(TenantId tenant, int max) {
        if (queries.ask(new CountApiKeys(tenant)).keys() >= max) {
            throw Problem.TOO_MANY_KEYS.toException("The tenant has " + max + " API keys. Revoke a key first.");
        }
    }
}
