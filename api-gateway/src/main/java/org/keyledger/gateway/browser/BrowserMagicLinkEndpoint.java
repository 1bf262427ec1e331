package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.browser.BrowserLoginEndpoint.BrowserLoginResponse;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.Channel;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.MagicLinkCookie;
import org.keyledger.gateway.user.MagicLinkLogIn;
import org.keyledger.gateway.user.MagicLinkLogIn.Presented;
import org.keyledger.gateway.user.MagicLinkMails;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/auth/magic-link/request} and {@code confirm}: as on the token API, with the session in cookies. */
@RestController
final class BrowserMagicLinkEndpoint {

    private final MagicLinkMails mails;
    private final MagicLinkLogIn magicLinks;
    private final MagicLinkCookie cookie;
    private final SessionCookies cookies;

    BrowserMagicLinkEndpoint(
            MagicLinkMails mails, MagicLinkLogIn magicLinks, MagicLinkCookie cookie, SessionCookies cookies) {
        this.mails = mails;
        this.magicLinks = magicLinks;
        this.cookie = cookie;
        this.cookies = cookies;
    }

    record BrowserMagicLinkRequest(EmailAddress email) {}

    /**
     * @param token of the link; without it the cookie names the link
     * @param code that was shown where the link was opened; not needed with the cookie and the token
     * @param name of the new user if the address has no account
     */
    record BrowserMagicLinkConfirmation(
            @Nullable String token,
            @Nullable String code,
            @Nullable DisplayName name) {
        @Override
        public String toString() {
            return "BrowserMagicLinkConfirmation[hidden]";
        }
    }

    @PostMapping("/api/auth/magic-link/request")
    @RateLimited(Limit.MAIL_REQUEST)
    ConfirmationResponse request(
            @StrictBody BrowserMagicLinkRequest body, HttpServletRequest request, HttpServletResponse response) {
        cookie.add(request, response, mails.request(body.email()));
        return ConfirmationResponse.of("If links are sent to this address, a mail is on its way to it.");
    }

    @PostMapping("/api/auth/magic-link/confirm")
    @RateLimited(Limit.CONFIRM)
    BrowserLoginResponse confirm(
            @StrictBody BrowserMagicLinkConfirmation body, HttpServletRequest request, HttpServletResponse response) {
        var presented = new Presented(body.token(), body.code(), cookie.read(request));
        var options = new LogIn.Options(
                Channel.BROWSER, false, Optional.empty(), cookies.read(request).session());
        var outcome = magicLinks.confirm(presented, body.name(), options);
        cookie.clear(response);
        return BrowserLoginResponse.of(outcome, cookies, response);
    }
}
