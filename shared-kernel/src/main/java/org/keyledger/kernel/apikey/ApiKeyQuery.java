package org.keyledger.kernel.apikey;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Query;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Queries about API keys. */
public sealed interface ApiKeyQuery {

    /**
     * The keys of a tenant, newest first.
     *
     * @param creator the user who created all of them; any user if null
     * @param externalId the external id of all of them; any or none if null
     * @param status the status of all of them; any if null
     */
    record ListApiKeys(
            TenantId tenant,
            @Nullable UserId creator,
            @Nullable ExternalId externalId,
            ApiKeyListing.@Nullable Status status,
            @Nullable String cursor,
            int limit)
            implements ApiKeyQuery, Query<ApiKeyListingPage> {
        @Override
        public Class<ApiKeyListingPage> responseType() {
            return ApiKeyListingPage.class;
        }
    }

    /** How many keys of a tenant count towards its limit. */
    record CountApiKeys(TenantId tenant) implements ApiKeyQuery, Query<ApiKeyCount> {
        @Override
        public Class<ApiKeyCount> responseType() {
            return ApiKeyCount.class;
        }
    }

    /** As {@link FindApiKey}, from the events of the key in the ledger: it includes every write that was committed. */
    record FindRecordedApiKey(ApiKeyId key, TenantId tenant) implements ApiKeyQuery, Query<FoundApiKey> {
        @Override
        public Class<FoundApiKey> responseType() {
            return FoundApiKey.class;
        }
    }

    /** One key of a tenant. Another tenant's key and a key that does not exist give the same response. */
    record FindApiKey(ApiKeyId key, TenantId tenant) implements ApiKeyQuery, Query<FoundApiKey> {
        @Override
        public Class<FoundApiKey> responseType() {
            return FoundApiKey.class;
        }
    }
}
