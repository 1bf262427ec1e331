package org.keyledger.gateway.factor;

import java.util.List;
import java.util.stream.Stream;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.stepup.Base32;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.factor.RecoveryCodeDigests;

/**
 * New recovery codes, which only their user sees: each is 80 random bits as 16 base32 digits in groups of four. Hidden in
 * {@code toString}.
 */
record RecoveryCodes(List<String> codes) {

    private static final int BYTES = 10;
    private static final int GROUP = 4;
    private static final String SEPARATOR = "-";

    static RecoveryCodes random(RandomSource randomSource) {
        return new RecoveryCodes(Stream.generate(() -> Base32.encode(randomSource.bytes("recovery code", BYTES)))
                .limit(RecoveryCodeDigests.COUNT)
                .map(code -> String.join(SEPARATOR, code.split("(?<=\\G.{" + GROUP + "})")))
                .toList());
    }

    /** SHA-256 of the digits of each code, which has too many bits to need a slow hash. */
    RecoveryCodeDigests digests() {
        return RecoveryCodeDigests.of(codes.stream()
                .map(code -> Digest.of(code.replace(SEPARATOR, "")))
                .toList());
    }

    @Override
    public String toString() {
        return "RecoveryCodes[hidden]";
    }
}
