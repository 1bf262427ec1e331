package org.keyledger.gateway.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.token.LoginEndpoint.LoginResponse;
import org.keyledger.gateway.user.MagicLinkCookie;
import org.keyledger.gateway.user.MagicLinkLogIn;
import org.keyledger.gateway.user.MagicLinkLogIn.Presented;
import org.keyledger.gateway.user.MagicLinkMails;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/magic-link/request} and {@code confirm}: log-in by a mailed link. {@code request} always responds 200
 * and sets a cookie; {@code confirm} needs that cookie, or the code that was shown where the link was opened.
 */
@RestController
final class MagicLinkEndpoint {

    private static final String MESSAGE = "If links are sent to this address, a mail is on its way to it.";

    private final MagicLinkMails mails;
    private final MagicLinkLogIn magicLinks;
    private final MagicLinkCookie cookie;
    private final SessionTokenIssuer tokens;

    MagicLinkEndpoint(
            MagicLinkMails mails, MagicLinkLogIn magicLinks, MagicLinkCookie cookie, SessionTokenIssuer tokens) {
        this.mails = mails;
        this.magicLinks = magicLinks;
        this.cookie = cookie;
        this.tokens = tokens;
    }

    record MagicLinkRequest(EmailAddress email) {}

    record MagicLinkResponse(boolean ok, String message) {}

    /**
     * @param token of the link; without it the cookie names the link
     * @param code that was shown where the link was opened; not needed with the cookie and the token
     * @param name of the new user if the address has no account
     */
    record MagicLinkConfirmation(
            @Nullable String token,
            @Nullable String code,
            @Nullable DisplayName name) {
        @Override
        public String toString() {
            return "MagicLinkConfirmation[hidden]";
        }
    }

    @PostMapping("/auth/magic-link/request")
    @RateLimited(Limit.MAIL_REQUEST)
    MagicLinkResponse request(
            @StrictBody MagicLinkRequest body, HttpServletRequest request, HttpServletResponse response) {
        cookie.add(request, response, mails.request(body.email()));
        return new MagicLinkResponse(true, MESSAGE);
    }

    @PostMapping("/auth/magic-link/confirm")
    @RateLimited(Limit.CONFIRM)
    LoginResponse confirm(
            @StrictBody MagicLinkConfirmation body, HttpServletRequest request, HttpServletResponse response) {
        var presented = new Presented(body.token(), body.code(), cookie.read(request));
        var outcome = magicLinks.confirm(presented, body.name(), LogIn.Options.TOKEN);
        cookie.clear(response);
        return LoginResponse.of(outcome, tokens);
    }
}
