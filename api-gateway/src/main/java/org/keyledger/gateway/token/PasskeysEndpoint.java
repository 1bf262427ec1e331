package org.keyledger.gateway.token;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.passkey.PasskeyLogIn;
import org.keyledger.gateway.passkey.PasskeyOptions;
import org.keyledger.gateway.passkey.PasskeyRegistration;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.token.LoginEndpoint.LoginResponse;
import org.keyledger.gateway.token.PasskeyRequests.FinishLogIn;
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
 * {@code /auth/passkeys}: registers, lists, renames and removes the caller's passkeys, and logs in with one. Options are
 * those of WebAuthn Level 3, sections 5.1.8 and 5.1.9.
 */
@RestController
final class PasskeysEndpoint {

    private static final String HOLDER = "token API";

    private final PasskeyRegistration passkeys;
    private final PasskeyLogIn passkeyLogIn;
    private final LogIn logIn;
    private final SessionTokenIssuer tokens;

    PasskeysEndpoint(PasskeyRegistration passkeys, PasskeyLogIn passkeyLogIn, LogIn logIn, SessionTokenIssuer tokens) {
        this.passkeys = passkeys;
        this.passkeyLogIn = passkeyLogIn;
        this.logIn = logIn;
        this.tokens = tokens;
    }

    record RemovePasskeyResponse(boolean ok, String message) {}

    @PostMapping("/auth/passkeys/registration/options")
    @WriteLimited
    PasskeyOptions.Creation registrationOptions(@StrictBody StepUp body, SessionCaller caller) {
        return passkeys.options(caller, body.currentPassword());
    }

    @PostMapping("/auth/passkeys/registration/finish")
    @ResponseStatus(HttpStatus.CREATED)
    @WriteLimited
    PasskeyResponse register(@StrictBody FinishRegistration body, SessionCaller caller) {
        var response = body.credential().response();
        return PasskeyResponse.of(passkeys.finish(caller, body.name(), response.clientData(), response.attestation()));
    }

    @PostMapping("/auth/passkeys/login/options")
    @WithoutRateLimit("computes one HMAC and writes nothing")
    PasskeyOptions.Request loginOptions() {
        return passkeyLogIn.options(HOLDER);
    }

    @PostMapping("/auth/passkeys/login/finish")
    @RateLimited(Limit.LOG_IN)
    LoginResponse logIn(@StrictBody FinishLogIn body) {
        var found = passkeyLogIn.finish(HOLDER, body.credential().toResponse());
        return LoginResponse.of(logIn.with(found.proved(), found.user(), LogIn.Options.TOKEN), tokens);
    }

    @GetMapping("/auth/passkeys")
    PasskeyListResponse list(SessionCaller caller) {
        return PasskeyListResponse.of(passkeys.list(caller.user()));
    }

    @PatchMapping("/auth/passkeys/{passkey}")
    @WriteLimited
    PasskeyResponse rename(@PathVariable PasskeyId passkey, @StrictBody Rename body, SessionCaller caller) {
        return PasskeyResponse.of(passkeys.rename(caller, passkey, body.name()));
    }

    @DeleteMapping("/auth/passkeys/{passkey}")
    @WriteLimited
    RemovePasskeyResponse remove(@PathVariable PasskeyId passkey, @StrictBody StepUp body, SessionCaller caller) {
        passkeys.remove(caller, passkey, body.currentPassword());
        return new RemovePasskeyResponse(true, "The passkey is removed.");
    }
}
