package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.FactorRequired;
import org.keyledger.gateway.login.LogIn.SessionOpened;
import org.keyledger.gateway.page.AppSettings;
import org.keyledger.gateway.page.ReturnPath;

/** The response to a log-in in a browser, whichever way it was made: cookies and a redirect. */
final class LoginRedirect {

    private static final String SECOND_FACTOR = "/login/2fa";

    private final SessionCookies cookies;
    private final PartialTokenCookie partialTokenCookie;
    private final AppSettings settings;

    LoginRedirect(SessionCookies cookies, PartialTokenCookie partialTokenCookie, AppSettings settings) {
        this.cookies = cookies;
        this.partialTokenCookie = partialTokenCookie;
        this.settings = settings;
    }

    /**
     * Sets the cookies of the session and redirects to the path. If a second factor is required, its page comes first, and the
     * partial token is in a cookie that scripts cannot read.
     */
    void to(LogIn.Outcome outcome, ReturnPath path, HttpServletRequest request, HttpServletResponse response) {
        if (outcome instanceof FactorRequired factor) {
            partialTokenCookie.write(response, factor.partialToken());
            redirect(response, path.appendTo(SECOND_FACTOR));
            return;
        }
        var opened = (SessionOpened) outcome;
        cookies.write(response, opened.session(), opened.remembered());
        if (partialTokenCookie.find(request).isPresent()) {
            partialTokenCookie.clear(response);
        }
        redirect(response, path.location(settings));
    }

    /** 303, so that the browser gets the location with GET (RFC 9110, section 15.4.4). */
    static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
    }
}
