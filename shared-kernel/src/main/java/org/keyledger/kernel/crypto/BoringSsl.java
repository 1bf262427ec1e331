package org.keyledger.kernel.crypto;

import java.security.Provider;
import java.util.Optional;
import org.conscrypt.Conscrypt;

/**
 * BoringSSL as a JCA provider (Conscrypt). Its signatures take a fifth of the JDK's time, and it is fast from the first
 * call on, while the JDK's ciphers are slow until the JIT compiler has replaced them.
 */
public final class BoringSsl {

    private static final Optional<Provider> PROVIDER =
            Conscrypt.isAvailable() ? Optional.of(Conscrypt.newProvider()) : Optional.empty();

    private BoringSsl() {}

    /** Empty on platforms for which there is no build. */
    public static Optional<Provider> provider() {
        return PROVIDER;
    }
}
