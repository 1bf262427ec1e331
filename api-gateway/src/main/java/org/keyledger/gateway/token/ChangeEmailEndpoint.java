package org.keyledger.gateway.token;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.EmailChange;
import org.keyledger.gateway.user.EmailChange.Requested;
import org.keyledger.gateway.user.EmailChangeLinkService;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/change-email}: requests a change of the e-mail address, which takes effect when the link in the
 * mail to the new address is confirmed, unless the session is ended before: 202. The present address gets a mail with a
 * link that cancels the change. The response does not reveal whether another account has the address; that account gets
 * a mail instead. 401 {@code step-up-required} or {@code invalid-credentials}, 400 {@code disposable-email}.
 *
 * <p>{@code confirm}, {@code cancel} and {@code undo} take the tokens of these mails, as their pages do. 400
 * {@code invalid-token}.
 */
@RestController
final class ChangeEmailEndpoint {

    private final EmailChange emailChange;
    private final EmailChangeLinkService links;
    private final OptionalAuthentication authentication;

    ChangeEmailEndpoint(EmailChange emailChange, EmailChangeLinkService links, OptionalAuthentication authentication) {
        this.emailChange = emailChange;
        this.links = links;
        this.authentication = authentication;
    }

    /** @param currentPassword required unless the login is recent */
    record ChangeEmailRequest(EmailAddress email, @Nullable Password currentPassword) {}

    record ChangeEmailResponse(String message) {}

    record EmailChangeTokenRequest(String token) {
        @Override
        public String toString() {
            return "EmailChangeTokenRequest[hidden]";
        }
    }

    record EmailChangeTokenResponse(boolean ok, String message) {}

    /** 200 if the service sends no mail: then the change needs no confirmation. */
    @PostMapping("/auth/change-email")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    ResponseEntity<ChangeEmailResponse> change(@StrictBody ChangeEmailRequest body, SessionCaller caller) {
        var requested = emailChange.request(caller, body.email(), body.currentPassword());
        return ResponseEntity.status(requested == Requested.CHANGED ? 200 : 202)
                .body(new ChangeEmailResponse(requested.message()));
    }

    @PostMapping("/auth/change-email/confirm")
    @RateLimited(Limit.CONFIRM)
    EmailChangeTokenResponse confirm(@StrictBody EmailChangeTokenRequest body, HttpServletRequest request) {
        links.confirm(body.token(), authentication.findSession(request));
        return new EmailChangeTokenResponse(true, "The new address is confirmed.");
    }

    @PostMapping("/auth/change-email/cancel")
    @RateLimited(Limit.CONFIRM)
    EmailChangeTokenResponse cancel(@StrictBody EmailChangeTokenRequest body) {
        links.cancel(body.token());
        return new EmailChangeTokenResponse(true, "The change of address is cancelled.");
    }

    @PostMapping("/auth/change-email/undo")
    @RateLimited(Limit.CONFIRM)
    EmailChangeTokenResponse undo(@StrictBody EmailChangeTokenRequest body) {
        links.undo(body.token());
        return new EmailChangeTokenResponse(
                true, "Your former address is back, and all sessions have ended. Choose a new password.");
    }
}
