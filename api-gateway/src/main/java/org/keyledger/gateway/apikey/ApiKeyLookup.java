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

/** The keys of one tenant; another's key is not there at all. */
final class ApiKeyLookup {

    private final Queries queries;

    ApiKeyLookup(Queries queries) {
        this.queries = queries;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key} */
    ApiKeyListing get(ApiKeyId key, TenantId tenant) {
        return find(key, tenant).orElseThrow(Problem.NO_SUCH_KEY::toException);
    }

    /** A key just made, as the read model has it; where that is late, as we sent it: its secret is shown this once. */
    ApiKeyListing findCreated(ApiKeyListing own, TenantId tenant, Outcome outcome) {
        return outcome.projected() ? find(own.keyId(), tenant).orElse(own) : own;
    }

    /**
     * Counted by the read models: keys made at the same moment may be a few too many.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 409 {@code too-many-keys}
     */
    void requireQuota(TenantId tenant, int max) {
        if (queries.ask(new CountApiKeys(tenant)).keys() >= max) {
            throw Problem.TOO_MANY_KEYS.toException("At most " + max + " keys may be neither revoked nor replaced.");
        }
    }

    private Optional<ApiKeyListing> find(ApiKeyId key, TenantId tenant) {
        return queries.ask(new FindApiKey(key, tenant)).key();
    }
}
