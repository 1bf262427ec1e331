package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import org.keyledger.gateway.apikey.ApiKeyCreation;
import org.keyledger.gateway.apikey.ApiKeyLookup;
import org.keyledger.gateway.apikey.ApiKeyRotation;
import org.keyledger.gateway.apikey.IssuedApiKey;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.tenant.ManagePolicies;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /account/keys/new} and {@code /account/keys/<id>/rotate}: create keys. The secret is in the response that creates
 * the key and nowhere else. Each form has a random key, so that submitting it twice creates one API key and shows the same
 * secret.
 */
@RestController
final class NewApiKeyPageEndpoint {

    private static final String NEW = ApiKeysPageEndpoint.PATH + "/new";
    private static final String ROTATE = ApiKeysPageEndpoint.PATH + "/{key}/rotate";
    private static final String FORM_KEY = "form_key";
    private static final int FORM_KEY_BYTES = 24;

    private final AccountPages pages;
    private final ApiKeyLookup apiKeys;
    private final ApiKeyCreation creation;
    private final ApiKeyRotation rotation;
    private final ManagePolicies policies;
    private final ApiKeySettings settings;
    private final RandomSource randomSource;

    NewApiKeyPageEndpoint(
            AccountPages pages,
            ApiKeyLookup apiKeys,
            ApiKeyCreation creation,
            ApiKeyRotation rotation,
            ManagePolicies policies,
            ApiKeySettings settings,
            RandomSource randomSource) {
        this.pages = pages;
        this.apiKeys = apiKeys;
        this.creation = creation;
        this.rotation = rotation;
        this.policies = policies;
        this.settings = settings;
        this.randomSource = randomSource;
    }

    @GetMapping(NEW)
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        formPage(policies.defaultScopes(caller.tenant()).names(), request, response)
                .write(response);
    }

    private PageResponse formPage(
            Collection<String> checked, HttpServletRequest request, HttpServletResponse response) {
        return pages.page(request, response, "account/newKey")
                .with("scopes", settings.scopes())
                .with("checked", checked)
                .with("formKey", formKey());
    }

    private String formKey() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(randomSource.bytes("form of a key", FORM_KEY_BYTES));
    }

    @PostMapping(NEW)
    @WriteLimited
    void create(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = new ApiKeyForm(FormReader.of(request), settings.scopes());
        try {
            var grant = form.grant();
            var issued = creation.create(
                    grant, form.owner(), form.publicKey(), caller, idempotentRequest("POST " + NEW, form, caller));
            showIssued(issued, request, response);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            formPage(form.checkedScopes(), request, response)
                    .with("form", new TypedApiKey(form))
                    .problem(e)
                    .write(response);
        }
    }

    private static IdempotentRequest idempotentRequest(String route, ApiKeyForm form, CookieCaller caller) {
        return IdempotentRequest.ofForm(route, form.text(FORM_KEY), form.content())
                .by(caller.subject());
    }

    @GetMapping(ROTATE)
    void askToRotate(
            @PathVariable ApiKeyId key, CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        rotationPage(key, caller, request, response).write(response);
    }

    private PageResponse rotationPage(
            ApiKeyId key, CookieCaller caller, HttpServletRequest request, HttpServletResponse response) {
        return pages.page(request, response, "account/rotateKey")
                .with("key", apiKeys.get(key, caller.tenant()))
                .with("formKey", formKey());
    }

    @PostMapping(ROTATE)
    @WriteLimited
    void rotate(
            @PathVariable ApiKeyId key, CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var form = new ApiKeyForm(FormReader.of(request), settings.scopes());
        try {
            var route = "POST " + ApiKeysPageEndpoint.path(key) + "/rotate";
            var issued = rotation.rotate(
                    key, form.overlapSeconds(), form.publicKey(), caller, idempotentRequest(route, form, caller));
            showIssued(issued, request, response);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            rotationPage(key, caller, request, response).problem(e).write(response);
        }
    }

    private void showIssued(IssuedApiKey issued, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var page = pages.page(request, response, "account/keyIssued").with("key", issued.key());
        if (issued.secret() != null) {
            page.with("secret", issued.secret());
        }
        page.write(response);
    }
}
