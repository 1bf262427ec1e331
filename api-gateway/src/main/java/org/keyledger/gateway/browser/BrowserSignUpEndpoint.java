package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.NewAccount;
import org.keyledger.gateway.user.Registration;
import org.keyledger.gateway.user.SignUpCookie;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/register} and {@code POST /api/auth/signup}: create a tenant and its first user, without a key
 * and a session. The browser gets a cookie, so that the mailed link logs it in. A taken address gets the same response, and its owner a mail; 409 {@code email-taken} only if the
 * service sends no mail. 400 {@code disposable-email} or {@code weak-password}.
 */
@RestController
final class BrowserSignUpEndpoint {

    private static final MessageResponse MAIL_SENT =
            new MessageResponse("Almost done: open the link in the mail that we have sent to you.");
    private static final MessageResponse VERIFIED = new MessageResponse("Your account is ready. You can log in now.");

    private final Registration registration;
    private final SignUpCookie signUpCookie;

    BrowserSignUpEndpoint(Registration registration, SignUpCookie signUpCookie) {
        this.registration = registration;
        this.signUpCookie = signUpCookie;
    }

    record RegistrationRequest(EmailAddress email, DisplayName name, Password password) {

        NewAccount toAccount() {
            return new NewAccount(email, password, name);
        }
    }

    record RegistrationResponse(RegisteredUser user, boolean verificationRequired) {}

    /** @param id made up if the address is taken */
    record RegisteredUser(UserId id, EmailAddress email, DisplayName name) {}

    @PostMapping("/api/auth/register")
    @RateLimited(Limit.SIGN_UP)
    @ResponseStatus(HttpStatus.CREATED)
    RegistrationResponse register(
            @StrictBody RegistrationRequest body, IdempotentRequest idempotentRequest, HttpServletResponse response) {
        var registered = registration.register(body.toAccount(), idempotentRequest);
        signUpCookie.write(response, registered);
        return new RegistrationResponse(
                new RegisteredUser(registered.user(), body.email(), body.name()), registered.verificationRequired());
    }

    @PostMapping("/api/auth/signup")
    @RateLimited(Limit.SIGN_UP)
    @ResponseStatus(HttpStatus.CREATED)
    MessageResponse signUp(
            @StrictBody RegistrationRequest body, IdempotentRequest idempotentRequest, HttpServletResponse response) {
        var registered = registration.register(body.toAccount(), idempotentRequest);
        signUpCookie.write(response, registered);
        return registered.verificationRequired() ? MAIL_SENT : VERIFIED;
    }
}
