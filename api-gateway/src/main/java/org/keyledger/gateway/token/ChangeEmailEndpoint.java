package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.EmailChange;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/change-email}: requests a change of the e-mail address, which takes effect when the link in the
 * mail to the new address is confirmed, unless the session is ended before. The present address gets a mail with a link
 * that cancels the change. The response does not reveal whether another account has the address; that account gets a
 * mail instead. 401 {@code step-up-required} or {@code invalid-credentials}, 400 {@code disposable-email}.
 */
@RestController
final class ChangeEmailEndpoint {

    private static final ChangeEmailResponse MAIL_SENT =
            new ChangeEmailResponse(true, "If the address can be used, we have sent a mail with a link to it.");
    private static final ChangeEmailResponse CHANGED = new ChangeEmailResponse(true, "The address was changed.");

    private final EmailChange emailChange;

    ChangeEmailEndpoint(EmailChange emailChange) {
        this.emailChange = emailChange;
    }

    /** @param currentPassword required unless the login is recent */
    record ChangeEmailRequest(EmailAddress email, @Nullable Password currentPassword) {}

    record ChangeEmailResponse(boolean ok, String message) {}

    @PostMapping("/auth/change-email")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    ChangeEmailResponse change(@StrictBody ChangeEmailRequest body, SessionCaller caller) {
        return switch (emailChange.request(caller, body.email(), body.currentPassword())) {
            case MAIL_SENT -> MAIL_SENT;
            case CHANGED -> CHANGED;
        };
    }
}
