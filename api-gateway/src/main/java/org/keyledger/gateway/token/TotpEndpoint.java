package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
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
 * {@code POST /auth/totp/enroll}, {@code confirm} and {@code disable}, and {@code POST /auth/recovery-codes}: the second
 * factor of the caller.
 */
@RestController
final class TotpEndpoint {

    private final SecondFactorEnrolment enrolment;

    TotpEndpoint(SecondFactorEnrolment enrolment) {
        this.enrolment = enrolment;
    }

    /** Both are optional if the login is recent, and for an enrolment while no factor is on. */
    record StepUpRequest(
            @Nullable Password currentPassword, @Nullable SecondFactorCode code) {

        StepUpProof proof() {
            return new StepUpProof(currentPassword, code);
        }
    }

    record ConfirmTotpRequest(SecondFactorCode code) {}

    record DisableTotpResponse(boolean ok, String message) {}

    @PostMapping("/auth/totp/enroll")
    @WriteLimited
    NewTotp enroll(@StrictBody StepUpRequest body, SessionCaller caller) {
        return enrolment.enroll(caller, body.proof());
    }

    @PostMapping("/auth/totp/confirm")
    @WriteLimited
    NewRecoveryCodes confirm(@StrictBody ConfirmTotpRequest body, SessionCaller caller) {
        return enrolment.confirm(caller, body.code());
    }

    @PostMapping("/auth/totp/disable")
    @WriteLimited
    DisableTotpResponse disable(@StrictBody StepUpRequest body, SessionCaller caller) {
        enrolment.disable(caller, body.proof());
        return new DisableTotpResponse(true, "Log-ins need no code any more.");
    }

    @PostMapping("/auth/recovery-codes")
    @WriteLimited
    NewRecoveryCodes renewRecoveryCodes(@StrictBody StepUpRequest body, SessionCaller caller) {
        return enrolment.renewRecoveryCodes(caller, body.proof());
    }
}
