package org.keyledger.gateway.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.user.EmailAddress;

/** The URI that authenticator apps read from a QR code: {@code otpauth://totp/…}, the Key Uri Format. */
final class OtpauthUri {

    private OtpauthUri() {}

    static String of(String issuer, EmailAddress account, TotpSecret secret) {
        var name = encode(issuer);
        return "otpauth://totp/" + name + ":" + encode(account.stored()) + "?secret=" + secret.base32() + "&issuer="
                + name + "&algorithm=SHA1&digits=6&period=30";
    }

    /** Apps read a space only as {@code %20}. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
