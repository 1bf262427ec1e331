package org.keyledger.gateway.browser;

import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.apikey.ApiKeyChange;
import org.keyledger.gateway.apikey.ApiKeyConfirmation;
import org.keyledger.gateway.apikey.ApiKeyLookup;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.browser.BrowserApiKeyRequests.BrowserChangeApiKeyRequest;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/auth/api-keys}, {@code GET} and {@code PATCH /api/auth/api-keys/{id}} and
 * {@code POST /api/auth/api-keys/{id}/confirm}: the keys that the user has created, in the shape of the browser API.
 */
@RestController
final class BrowserApiKeysEndpoint {

    private final ApiKeyLookup apiKeys;
    private final ApiKeyChange change;
    private final ApiKeyConfirmation confirmation;

    BrowserApiKeysEndpoint(ApiKeyLookup apiKeys, ApiKeyChange change, ApiKeyConfirmation confirmation) {
        this.apiKeys = apiKeys;
        this.change = change;
        this.confirmation = confirmation;
    }

    /** An array; the URL of the next page is in the {@code Link} header (RFC 8288). */
    @GetMapping("/api/auth/api-keys")
    ResponseEntity<List<BrowserApiKeyListing>> list(
            @RequestParam Optional<String> status,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit,
            CookieCaller caller) {
        var page = apiKeys.listOwn(caller, status, cursor, limit);
        var response = ResponseEntity.ok();
        if (page.nextCursor() != null) {
            response.header(
                    "Link",
                    "</api/auth/api-keys?limit=" + limit
                            + status.map(it -> "&status=" + it).orElse("") + "&cursor=" + page.nextCursor()
                            + ">; rel=\"next\"");
        }
        return response.body(page.keys().stream().map(BrowserApiKeyListing::of).toList());
    }

    @GetMapping("/api/auth/api-keys/{id}")
    BrowserApiKeyListing get(@PathVariable ApiKeyId id, CookieCaller caller) {
        return BrowserApiKeyListing.of(apiKeys.get(id, caller.tenant()));
    }

    @PatchMapping("/api/auth/api-keys/{id}")
    @WriteLimited
    BrowserApiKeyListing change(
            @PathVariable ApiKeyId id, @StrictBody BrowserChangeApiKeyRequest body, CookieCaller caller) {
        return BrowserApiKeyListing.of(change.change(id, body.changes(), caller));
    }

    @PostMapping("/api/auth/api-keys/{id}/confirm")
    @WriteLimited
    BrowserApiKeyListing confirm(@PathVariable ApiKeyId id, CookieCaller caller) {
        return BrowserApiKeyListing.of(confirmation.confirm(id, caller));
    }
}
