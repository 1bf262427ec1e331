package org.keyledger.gateway.token;

import org.keyledger.gateway.factor.SecondFactorEnrolment.NewTotp;

/** A secret to enter in an authenticator app, on both APIs. */
public record TotpSecretResponse(String secret, String otpauthUri, String qrSvg) {

    public static TotpSecretResponse of(NewTotp totp) {
        return new TotpSecretResponse(totp.secret(), totp.otpauthUri(), totp.qrSvg());
    }

    @Override
    public String toString() {
        return "TotpSecretResponse[hidden]";
    }
}
