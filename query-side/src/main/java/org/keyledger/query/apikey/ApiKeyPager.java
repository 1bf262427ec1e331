package org.keyledger.query.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.Page;
import org.keyledger.query.projection.View;

/** Reads one page of {@link ListApiKeys}; every status in it is as of the same time. */
final class ApiKeyPager {

    private static final int MAX_LIMIT = 200;

    private final View<ApiKeyView> keys;
    private final CredentialVersion acceptedFrom;
    private final LastUsedTracker lastUsed;
    private final ListApiKeys query;
    private final Instant now;
    private final List<ApiKeyListing> found = new ArrayList<>();
    private Optional<String> cursor;

    /**
     * @param acceptedFrom the oldest version on which keys were created that are accepted
     * @throws IllegalArgumentException if the limit is not from 1 to 200, or the cursor is not Base64
     */
    ApiKeyPager(
            View<ApiKeyView> keys,
            CredentialVersion acceptedFrom,
            LastUsedTracker lastUsed,
            ListApiKeys query,
            Instant now) {
        if (query.limit() < 1 || query.limit() > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT + ", was " + query.limit());
        }
        this.keys = keys;
        this.acceptedFrom = acceptedFrom;
        this.lastUsed = lastUsed;
        this.query = query;
        this.now = now;
        this.cursor = Optional.ofNullable(query.cursor())
                .map(text -> new String(Base64.getUrlDecoder().decode(text), UTF_8));
    }

    ApiKeyListingPage listings() {
        do {
            addMatching(read());
        } while (cursor.isPresent() && found.size() < query.limit());
        return new ApiKeyListingPage(List.copyOf(found), nextCursor());
    }

    /** With a status filter most keys may not match, so more keys are read at a time than the page still needs. */
    private Page<ApiKeyView> read() {
        var missing = query.limit() - found.size();
        var page = page(query.status() == null ? missing : MAX_LIMIT);
        var matching = 0;
        for (var i = 0; i < page.documents().size(); i++) {
            if (matches(page.documents().get(i)) && ++matching == missing) {
                return i + 1 == page.documents().size() ? page : page(i + 1);
            }
        }
        return page;
    }

    private Page<ApiKeyView> page(int limit) {
        var page = keys.page(ApiKeyProjection.BY_TENANT, query.tenant(), cursor, limit);
        return new Page<>(
                page.documents().stream()
                        .map(key -> key.acceptedFrom(acceptedFrom))
                        .toList(),
                page.cursor());
    }

    private void addMatching(Page<ApiKeyView> page) {
        var matching = page.documents().stream().filter(this::matches).toList();
        var used = lastUsed.lastUsedOf(matching.stream().map(ApiKeyView::key).toList());
        matching.forEach(key -> found.add(key.toListing(now, used.get(key.key()))));
        cursor = page.cursor();
    }

    private boolean matches(ApiKeyView key) {
        return query.status() == null || key.lifetime().statusAt(now) == query.status();
    }

    private @Nullable String nextCursor() {
        return cursor.map(text -> Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8)))
                .orElse(null);
    }
}
