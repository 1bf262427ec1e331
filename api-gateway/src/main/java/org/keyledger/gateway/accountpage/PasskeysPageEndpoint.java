package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.passkey.PasskeyRegistration;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.user.DisplayName;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /account/passkeys}: the passkeys, a form to add one, and a page to rename or remove each. The script of the page
 * requests the options of the browser API and fills the form with the response of the authenticator.
 */
@RestController
final class PasskeysPageEndpoint {

    private static final String PATH = "/account/passkeys";
    private static final String PASSKEY = PATH + "/{passkey}";
    private static final String ONE = "account/passkey";
    private static final String REMOVE = "account/removePasskey";
    private static final String NAME = "name";

    private final AccountPages pages;
    private final PasskeyRegistration passkeys;

    PasskeysPageEndpoint(AccountPages pages, PasskeyRegistration passkeys) {
        this.pages = pages;
        this.passkeys = passkeys;
    }

    @GetMapping(PATH)
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        list(caller, request, response).write(response);
    }

    private PageResponse list(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) {
        return pages.page(request, response, "account/passkeys").with("passkeys", passkeys.list(caller.user()));
    }

    @PostMapping(PATH)
    @WriteLimited
    void add(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            var name = form.require(NAME, DisplayName::parse);
            passkeys.finish(caller, name, form.text("client_data"), form.text("attestation"));
            pages.redirect(response, PATH, AccountNotice.PASSKEY_ADDED);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            list(caller, request, response)
                    .with("typedName", form.text(NAME))
                    .problem(e, NAME)
                    .write(response);
        }
    }

    @GetMapping(PASSKEY)
    void showOne(
            @PathVariable PasskeyId passkey,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        page(ONE, passkey, caller, request, response).write(response);
    }

    private PageResponse page(
            String template,
            PasskeyId passkey,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        return pages.page(request, response, template).with("passkey", passkeys.get(caller.user(), passkey));
    }

    @PostMapping(PASSKEY)
    @WriteLimited
    void rename(
            @PathVariable PasskeyId passkey,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var form = FormReader.of(request);
        try {
            passkeys.rename(caller, passkey, form.require(NAME, DisplayName::parse));
            pages.redirect(response, PATH, AccountNotice.PASSKEY_RENAMED);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            page(ONE, passkey, caller, request, response)
                    .with("typedName", form.text(NAME))
                    .problem(e)
                    .write(response);
        }
    }

    @GetMapping(PASSKEY + "/remove")
    void askToRemove(
            @PathVariable PasskeyId passkey,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        page(REMOVE, passkey, caller, request, response).write(response);
    }

    @PostMapping(PASSKEY + "/remove")
    @WriteLimited
    void remove(
            @PathVariable PasskeyId passkey,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            passkeys.remove(caller, passkey, null);
            pages.redirect(response, PATH, AccountNotice.PASSKEY_REMOVED);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            page(REMOVE, passkey, caller, request, response).problem(e).write(response);
        }
    }
}
