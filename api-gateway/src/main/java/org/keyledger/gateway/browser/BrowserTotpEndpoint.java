package org.keyledger.gateway.browser;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.factor.SecondFactorEnrolment;
import org.keyledger.gateway.factor.SecondFactorEnrolment.NewRecoveryCodes;
import org.keyledger.gateway.factor.SecondFactorEnrolment.NewTotp;
import org.keyledger.gateway.factor.SecondFactorEnrolment.StepUpProof;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/totp/enroll}, {@code confirm} and {@code disable}, and {@code POST /api/auth/recovery-codes}: as
 * on the token API.
 */
@RestController
final class BrowserTotpEndpoint {

    private final SecondFactorEnrolment enrolment;

    BrowserTotpEndpoint(SecondFactorEnrolment enrolment) {
        this.enrolment = enrolment;
    }

    /** Both are optional if the login is recent, and for an enrolment while no factor is on. */
    record BrowserStepUpRequest(
            @Nullable Password currentPassword, @Nullable SecondFactorCode code) {

        StepUpProof proof() {
            return new StepUpProof(currentPassword, code);
        }
    }

    record BrowserTotpConfirmation(SecondFactorCode code) {}

    @PostMapping("/api/auth/totp/enroll")
    @WriteLimited
    NewTotp enroll(@StrictBody BrowserStepUpRequest body, CookieCaller caller) {
        return enrolment.enroll(caller, body.proof());
    }

    @PostMapping("/api/auth/totp/confirm")
    @WriteLimited
    NewRecoveryCodes confirm(@StrictBody BrowserTotpConfirmation body, CookieCaller caller) {
        return enrolment.confirm(caller, body.code());
    }

    @PostMapping("/api/auth/totp/disable")
    @WriteLimited
    ConfirmationResponse disable(@StrictBody BrowserStepUpRequest body, CookieCaller caller) {
        enrolment.disable(caller, body.proof());
        return ConfirmationResponse.of("Log-ins need no code any more.");
    }

    @PostMapping("/api/auth/recovery-codes")
    @WriteLimited
    NewRecoveryCodes renewRecoveryCodes(@StrictBody BrowserStepUpRequest body, CookieCaller caller) {
        return enrolment.renewRecoveryCodes(caller, body.proof());
    }
}
