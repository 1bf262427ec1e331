package org.keyledger.query.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.restore.KeySuspension;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.Page;
import org.keyledger.query.projection.View;

/** Reads one page of {@link ListApiKeys}; every status in it is as of the same time. */
final class ApiKeyPager {

    private static final int MAX_LIMIT = 200;

    private final View<ApiKeyView> keys;
    private final ExternalIdIndex externalIds;
    private final CredentialVersion acceptedFrom;
    private final LastUsedTracker lastUsed;
    private final ListApiKeys query;
    private final KeySuspension suspension;
    private final Instant now;
    private final Optional<String> cursor;

    /**
     * @param acceptedFrom the oldest version on which keys were created that are accepted
     * @throws IllegalArgumentException if the limit is not from 1 to 200, or the cursor is not Base64
     */
    ApiKeyPager(
            View<ApiKeyView> keys,
            ExternalIdIndex externalIds,
            CredentialVersion acceptedFrom,
            LastUsedTracker lastUsed,
            ListApiKeys query,
            KeySuspension suspension,
            Instant now) {
        if (query.limit() < 1 || query.limit() > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT + ", was " + query.limit());
        }
        this.keys = keys;
        this.externalIds = externalIds;
        this.acceptedFrom = acceptedFrom;
        this.lastUsed = lastUsed;
        this.query = query;
        this.suspension = suspension;
        this.now = now;
        this.cursor = Optional.ofNullable(query.cursor())
                .map(text -> new String(Base64.getUrlDecoder().decode(text), UTF_8));
    }

    ApiKeyListingPage listings() {
        var page = page();
        var used = lastUsed.lastUsedOf(
                page.documents().stream().map(ApiKeyView::key).toList());
        var listings = page.documents().stream()
                .map(key -> key.acceptedFrom(acceptedFrom).toListing(now, suspension, used.get(key.key())))
                .toList();
        return new ApiKeyListingPage(
                listings, page.cursor().map(ApiKeyPager::encode).orElse(null));
    }

    private Page<ApiKeyView> page() {
        if (query.externalId() == null) {
            return page(ApiKeyProjection.BY_TENANT, query.tenant().toString());
        }
        return externalIds
                .entry(query.tenant(), query.externalId())
                .map(entry -> page(ApiKeyProjection.BY_EXTERNAL_ID, entry))
                .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
    }

    private Page<ApiKeyView> page(String index, String partition) {
        return keys.page(index, partition, cursor, query.limit(), key -> matches(key.acceptedFrom(acceptedFrom)));
    }

    private boolean matches(ApiKeyView key) {
        return (query.creator() == null || key.creator().equals(query.creator()))
                && (query.status() == null || key.statusAt(now, suspension) == query.status());
    }

    private static String encode(String cursor) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(UTF_8));
    }
}
