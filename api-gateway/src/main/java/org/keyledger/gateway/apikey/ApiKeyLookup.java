package org.keyledger.gateway.apikey;

import java.util.Optional;
import org.keyledger.gateway.messaging.Commands.Outcome;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.tenant.TenantId;

/** Finds API keys of a tenant; a key of another tenant is not found. */
final class ApiKeyLookup {

    private final Queries queries;

    ApiKeyLookup(Queries queries) {
        this.queries = queries;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key} */
    ApiKeyListing get(ApiKeyId key, TenantId tenant) {
        return find(key, tenant).orElseThrow(Problem.NO_SUCH_KEY::toException);
    }

    /**
     * The created key from the read model, or the given listing if the read model is behind: the response must be sent,
     * because only it contains the secret.
     */
    ApiKeyListing findCreated(ApiKeyListing own, TenantId tenant, Outcome outcome) {
        return outcome.projected() ? find(own.keyId(), tenant).orElse(own) : own;
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

    private Optional<ApiKeyListing> find(ApiKeyId key, TenantId tenant) {
        return queries.ask(new FindApiKey(key, tenant)).key();
    }
}
