package org.keyledger.gateway.signing;

import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;

/**
 * Who computes signatures: BoringSSL, which makes one of ES256 in a fifth of the time the JDK takes (in a fifteenth of
 * Java 17's), or the JDK where that library was not built for the machine.
 */
final class SignatureProvider {

    private SignatureProvider() {}

    static Provider found() {
        return Conscrypt.isAvailable() ? Conscrypt.newProvider() : Security.getProvider("SunEC");
    }
}
