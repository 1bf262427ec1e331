package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.keyledger.gateway.apikey.ApiKeyChange;
import org.keyledger.gateway.apikey.ApiKeyConfirmation;
import org.keyledger.gateway.apikey.ApiKeyLookup;
import org.keyledger.gateway.apikey.ApiKeyRevocation;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account/keys}: the keys that the user has created, and each of them to change, confirm and revoke. */
@RestController
final class ApiKeysPageEndpoint {

    static final String PATH = "/account/keys";

    private static final String KEY = PATH + "/{key}";
    private static final int PAGE_SIZE = 20;

    private final AccountPages pages;
    private final ApiKeyLookup apiKeys;
    private final ApiKeyChange change;
    private final ApiKeyConfirmation confirmation;
    private final ApiKeyRevocation revocation;
    private final ApiKeySettings settings;

    ApiKeysPageEndpoint(
            AccountPages pages,
            ApiKeyLookup apiKeys,
            ApiKeyChange change,
            ApiKeyConfirmation confirmation,
            ApiKeyRevocation revocation,
            ApiKeySettings settings) {
        this.pages = pages;
        this.apiKeys = apiKeys;
        this.change = change;
        this.confirmation = confirmation;
        this.revocation = revocation;
        this.settings = settings;
    }

    @GetMapping(PATH)
    void list(
            @RequestParam Optional<String> status,
            @RequestParam Optional<String> cursor,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        pages.page(request, response, "account/keys")
                .with("keys", apiKeys.listOwn(caller, status.filter(it -> !it.isEmpty()), cursor, PAGE_SIZE))
                .with("status", status.orElse(""))
                .with("first", cursor.isEmpty())
                .write(response);
    }

    @GetMapping(KEY)
    void show(@PathVariable ApiKeyId key, CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(key, "account/key", caller, request, response).write(response);
    }

    private PageResponse page(
            ApiKeyId key,
            String template,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.page(request, response, template)
                .with("key", apiKeys.get(key, caller.tenant()))
                .with("scopes", settings.scopes());
    }

    @PostMapping(KEY)
    @WriteLimited
    void change(
            @PathVariable ApiKeyId key, CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            change.change(key, new ApiKeyForm(FormReader.of(request), settings.scopes()).changes(), caller);
            pages.redirect(response, path(key), AccountNotice.KEY_CHANGED);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            page(key, "account/key", caller, request, response).problem(e).write(response);
        }
    }

    static String path(ApiKeyId key) {
        return PATH + "/" + key;
    }

    @PostMapping(KEY + "/confirm")
    @WriteLimited
    void confirm(@PathVariable ApiKeyId key, CookieCaller caller, HttpServletResponse response) {
        confirmation.confirm(key, caller);
        pages.redirect(response, path(key), AccountNotice.KEY_CONFIRMED);
    }

    @GetMapping(KEY + "/revoke")
    void askToRevoke(
            @PathVariable ApiKeyId key, CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(key, "account/revokeKey", caller, request, response).write(response);
    }

    @PostMapping(KEY + "/revoke")
    @WithoutRateLimit("a key can be revoked at any time, and a repeated call appends nothing")
    void revoke(@PathVariable ApiKeyId key, CookieCaller caller, HttpServletResponse response) {
        revocation.revoke(key, caller);
        pages.redirect(response, path(key), AccountNotice.KEY_REVOKED);
    }
}
