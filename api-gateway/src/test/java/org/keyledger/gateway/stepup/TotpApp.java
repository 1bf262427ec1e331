package org.keyledger.gateway.stepup;

import java.time.Clock;
import org.keyledger.kernel.factor.TotpSecret;

/** An authenticator app with one secret. */
public final class TotpApp {

    private final byte[] key;
    private final Clock clock;

    public TotpApp(String secret, Clock clock) {
        this.key = Base32.decode(TotpSecret.parse(secret).base32());
        this.clock = clock;
    }

    /** The code that it shows now. */
    public String code() {
        return code(0);
    }

    /** The code that it shows this many steps from now. */
    String code(int steps) {
        return TotpAlgorithm.codeAt(key, TotpAlgorithm.stepAt(clock.instant()) + steps, 6);
    }

    /** A code that it shows at no time close to now. */
    public String wrongCode() {
        for (var code = 0; ; code++) {
            var text = "%06d".formatted(code);
            if (!text.equals(code(-1)) && !text.equals(code()) && !text.equals(code(1))) {
                return text;
            }
        }
    }
}
