package org.keyledger.gateway.signed;

import jakarta.servlet.http.HttpServletRequest;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.signed.SignedTokenIssuer.SignedTokenResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v1/auth/token/refresh}: renews the tokens of the signed API without a signature. Every invalid token, and
 * one of an ended key, gets the same 401 {@code invalid-refresh-token}.
 */
@RestController
final class RefreshSignedTokenEndpoint {

    private final SigningKeyAdmission admission;
    private final RefreshFamilyStore families;
    private final SignedTokenIssuer tokens;

    RefreshSignedTokenEndpoint(SigningKeyAdmission admission, RefreshFamilyStore families, SignedTokenIssuer tokens) {
        this.admission = admission;
        this.families = families;
        this.tokens = tokens;
    }

    record RefreshSignedTokenRequest(String refreshToken) {
        @Override
        public String toString() {
            return "RefreshSignedTokenRequest[hidden]";
        }
    }

    @PostMapping("/v1/auth/token/refresh")
    @WithoutRateLimit("counts calls by signing key and refused calls by client address, once it can tell them apart")
    SignedTokenResponse refresh(@StrictBody RefreshSignedTokenRequest body, HttpServletRequest request) {
        var presented = families.check(body.refreshToken())
                .orElseThrow(() -> admission.refuse(Problem.INVALID_REFRESH_TOKEN, request));
        var key = admission
                .require(presented.key(), Problem.INVALID_REFRESH_TOKEN, request)
                .key();
        admission.requireAllowedAddress(key, request);
        admission.count(key);
        var successor =
                families.rotate(presented).orElseThrow(() -> admission.refuse(Problem.INVALID_REFRESH_TOKEN, request));
        return tokens.issue(key, successor);
    }
}
