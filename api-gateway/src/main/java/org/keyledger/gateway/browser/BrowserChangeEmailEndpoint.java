package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.authentication.OptionalAuthentication;
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

/** {@code POST /api/auth/change-email}, {@code confirm}, {@code cancel} and {@code undo}: as on the token API. */
@RestController
final class BrowserChangeEmailEndpoint {

    private final EmailChange emailChange;
    private final EmailChangeLinkService links;
    private final OptionalAuthentication authentication;

    BrowserChangeEmailEndpoint(
            EmailChange emailChange, EmailChangeLinkService links, OptionalAuthentication authentication) {
        this.emailChange = emailChange;
        this.links = links;
        this.authentication = authentication;
    }

    /** @param currentPassword required unless the login is recent */
    record NewEmailRequest(EmailAddress email, @Nullable Password currentPassword) {}

    record EmailLinkRequest(String token) {
        @Override
        public String toString() {
            return "EmailLinkRequest[hidden]";
        }
    }

    /** 200 if the service sends no mail: then the change needs no confirmation. */
    @PostMapping("/api/auth/change-email")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    ResponseEntity<MessageResponse> change(@StrictBody NewEmailRequest body, CookieCaller caller) {
        var requested = emailChange.request(caller, body.email(), body.currentPassword());
        return ResponseEntity.status(requested == Requested.CHANGED ? 200 : 202)
                .body(new MessageResponse(requested.message()));
    }

    @PostMapping("/api/auth/change-email/confirm")
    @RateLimited(Limit.CONFIRM)
    ConfirmationResponse confirm(@StrictBody EmailLinkRequest body, HttpServletRequest request) {
        links.confirm(body.token(), authentication.findSession(request));
        return ConfirmationResponse.of("The new address is confirmed.");
    }

    @PostMapping("/api/auth/change-email/cancel")
    @RateLimited(Limit.CONFIRM)
    ConfirmationResponse cancel(@StrictBody EmailLinkRequest body) {
        links.cancel(body.token());
        return ConfirmationResponse.of("The change of address is cancelled.");
    }

    @PostMapping("/api/auth/change-email/undo")
    @RateLimited(Limit.CONFIRM)
    ConfirmationResponse undo(@StrictBody EmailLinkRequest body) {
        links.undo(body.token());
        return ConfirmationResponse.of(
                "Your former address is back, and all sessions have ended. Choose a new password.");
    }
}
