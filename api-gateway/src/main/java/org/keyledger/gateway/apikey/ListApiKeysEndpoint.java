package org.keyledger.gateway.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /customer/keys} and {@code GET /customer/keys/{key_id}}: the API keys of the caller's tenant, revoked and
 * expired ones too. 404 {@code no-such-key}.
 */
@RestController
final class ListApiKeysEndpoint {

    private static final int MAX_PAGE_SIZE = 200;

    private final Queries queries;
    private final ApiKeyLookup apiKeys;

    ListApiKeysEndpoint(Queries queries, ApiKeyLookup apiKeys) {
        this.queries = queries;
        this.apiKeys = apiKeys;
    }

    record ListApiKeysResponse(
            List<ApiKeyListing> keys, @JsonInclude @Nullable String nextCursor) {}

    @GetMapping("/customer/keys")
    ListApiKeysResponse list(
            @RequestParam Optional<String> status,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit,
            SessionCaller caller) {
        if (limit < 1 || limit > MAX_PAGE_SIZE) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("limit", "must be between 1 and " + MAX_PAGE_SIZE);
        }
        var statusFilter = status.map(ListApiKeysEndpoint::status).orElse(null);
        var query = new ListApiKeys(caller.tenant(), statusFilter, cursor.orElse(null), limit);
        try {
            var page = queries.ask(query);
            return new ListApiKeysResponse(page.keys(), page.nextCursor());
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("cursor", "must be the next_cursor of an earlier response");
        }
    }

    @GetMapping("/customer/keys/{key}")
    ApiKeyListing get(@PathVariable ApiKeyId key, SessionCaller caller) {
        return apiKeys.get(key, caller.tenant());
    }

    private static Status status(String name) {
        return Arrays.stream(Status.values())
                .filter(it -> it.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.INVALID_REQUEST
                        .toException()
                        .withFieldError("status", "must be one of active, rotated, suspended, revoked, expired"));
    }
}
