package org.keyledger.gateway.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.tenant.TenantId;

/** Finds the API keys of a tenant that are still accepted: active ones, and rotated ones within their overlap. */
final class ActiveApiKeys {

    private static final int PAGE_SIZE = 200;
    private static final Set<Status> ACTIVE_STATUSES = Set.of(Status.ACTIVE, Status.ROTATED);

    private final Queries queries;

    ActiveApiKeys(Queries queries) {
        this.queries = queries;
    }

    List<ApiKeyId> of(TenantId tenant) {
        var active = new ArrayList<ApiKeyId>();
        @Nullable String cursor = null;
        do {
            var page = queries.ask(new ListApiKeys(tenant, null, cursor, PAGE_SIZE));
            page.keys().stream()
                    .filter(key -> ACTIVE_STATUSES.contains(key.status()))
                    .map(ApiKeyListing::keyId)
                    .forEach(active::add);
            cursor = page.nextCursor();
        } while (cursor != null);
        return active;
    }
}
