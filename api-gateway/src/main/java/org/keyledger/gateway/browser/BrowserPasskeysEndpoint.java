package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.browser.BrowserLoginEndpoint.BrowserLoginResponse;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.Channel;
import org.keyledger.gateway.passkey.PasskeyLogIn;
import org.keyledger.gateway.passkey.PasskeyOptions;
import org.keyledger.gateway.passkey.PasskeyRegistration;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.keyledger.gateway.token.PasskeyRequests.AssertedCredential;
import org.keyledger.gateway.token.PasskeyRequests.FinishRegistration;
import org.keyledger.gateway.token.PasskeyRequests.PasskeyListResponse;
import org.keyledger.gateway.token.PasskeyRequests.PasskeyResponse;
import org.keyledger.gateway.token.PasskeyRequests.Rename;
import org.keyledger.gateway.token.PasskeyRequests.StepUp;
import org.keyledger.kernel.passkey.PasskeyId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/auth/passkeys}: as on the token API; a log-in sets the cookies, and only the browser that requested its
 * options can finish it.
 */
@RestController
final class BrowserPasskeysEndpoint {

    private final PasskeyRegistration passkeys;
    private final PasskeyLogIn passkeyLogIn;
    private final LogIn logIn;
    private final OpenedLinkCookie openedLinkCookie;
    private final SessionCookies cookies;
    private final PasskeyCookie passkeyCookie;

    BrowserPasskeysEndpoint(
            PasskeyRegistration passkeys,
            PasskeyLogIn passkeyLogIn,
            LogIn logIn,
            OpenedLinkCookie openedLinkCookie,
            SessionCookies cookies,
            PasskeyCookie passkeyCookie) {
        this.passkeys = passkeys;
        this.passkeyLogIn = passkeyLogIn;
        this.logIn = logIn;
        this.openedLinkCookie = openedLinkCookie;
        this.cookies = cookies;
        this.passkeyCookie = passkeyCookie;
    }

    /** @param remember whether the session lasts for 30 instead of one idle day; false if absent */
    record FinishBrowserLogIn(
            AssertedCredential credential, @Nullable Boolean remember) {}

    @PostMapping("/api/auth/passkeys/registration/options")
    @WriteLimited
    PasskeyOptions.Creation registrationOptions(@StrictBody StepUp body, CookieCaller caller) {
        return passkeys.options(caller, body.currentPassword());
    }

    @PostMapping("/api/auth/passkeys/registration/finish")
    @ResponseStatus(HttpStatus.CREATED)
    @WriteLimited
    PasskeyResponse register(@StrictBody FinishRegistration body, CookieCaller caller) {
        var response = body.credential().response();
        return PasskeyResponse.of(passkeys.finish(caller, body.name(), response.clientData(), response.attestation()));
    }

    @PostMapping("/api/auth/passkeys/login/options")
    @WithoutRateLimit("computes one HMAC and writes nothing")
    PasskeyOptions.Request loginOptions(HttpServletResponse response) {
        return passkeyLogIn.options(passkeyCookie.create(response));
    }

    @PostMapping("/api/auth/passkeys/login/finish")
    @RateLimited(Limit.LOG_IN)
    BrowserLoginResponse logIn(
            @StrictBody FinishBrowserLogIn body, HttpServletRequest request, HttpServletResponse response) {
        var holder = passkeyCookie.find(request).orElseThrow(Problem.INVALID_PASSKEY::toException);
        var found = passkeyLogIn.finish(holder, body.credential().toResponse());
        var options = new LogIn.Options(
                Channel.BROWSER,
                Boolean.TRUE.equals(body.remember()),
                openedLinkCookie.findOpenedLink(
                        request, found.proved().account().user()),
                cookies.read(request).session());
        return BrowserLoginResponse.of(logIn.with(found.proved(), found.user(), options), cookies, response);
    }

    @GetMapping("/api/auth/passkeys")
    PasskeyListResponse list(CookieCaller caller) {
        return PasskeyListResponse.of(passkeys.list(caller.user()));
    }

    @PatchMapping("/api/auth/passkeys/{passkey}")
    @WriteLimited
    PasskeyResponse rename(@PathVariable PasskeyId passkey, @StrictBody Rename body, CookieCaller caller) {
        return PasskeyResponse.of(passkeys.rename(caller, passkey, body.name()));
    }

    @DeleteMapping("/api/auth/passkeys/{passkey}")
    @WriteLimited
    ConfirmationResponse remove(@PathVariable PasskeyId passkey, @StrictBody StepUp body, CookieCaller caller) {
        passkeys.remove(caller, passkey, body.currentPassword());
        return ConfirmationResponse.of("The passkey is removed.");
    }
}
