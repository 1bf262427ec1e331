package org.keyledger.gateway.signed;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.kernel.crypto.BoringSsl;
import org.keyledger.kernel.crypto.P256;

@DisplayName("Verifying an ES256 signature")
class Es256VerifierTest {

    private static final List<SignatureCase> CASES = SignatureCase.all();

    enum Library {
        BORING_SSL {
            @Override
            Provider provider() {
                var provider = BoringSsl.provider();
                Assumptions.assumeTrue(provider.isPresent(), "no build of BoringSSL for this platform");
                return provider.get();
            }
        },
        JDK {
            @Override
            Provider provider() {
                return Security.getProvider("SunEC");
            }
        };

        abstract Provider provider();
    }

    @Test
    void is_tested_with_both_encodings_and_results() {
        assertThat(CASES).hasSizeGreaterThan(1_000);
        for (var valid : List.of(true, false)) {
            assertThat(CASES.stream().filter(it -> it.valid() == valid && it.signature().length == 64))
                    .hasSizeGreaterThan(100);
            assertThat(CASES.stream().filter(it -> it.valid() == valid && it.signature().length != 64))
                    .hasSizeGreaterThan(100);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refuses_every_invalid_signature(Library library) {
        var verifier = new Es256Verifier(library.provider());

        assertThat(CASES.stream().filter(it -> !it.valid() && isAccepted(verifier, it)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void accepts_every_valid_signature(Library library) {
        var verifier = new Es256Verifier(library.provider());

        assertThat(validFor(library).filter(it -> !isAccepted(verifier, it))).isEmpty();
    }

    /**
     * The JDK refuses a valid signature if the x coordinate of its point is not below the order, which is one signature
     * in 2^32.
     */
    private static Stream<SignatureCase> validFor(Library library) {
        return CASES.stream()
                .filter(SignatureCase::valid)
                .filter(it -> library != Library.JDK || !it.comment().contains("is reduced"));
    }

    private static boolean isAccepted(Es256Verifier verifier, SignatureCase example) {
        try {
            var signature = Es256Signature.parse(example.base64url());
            return verifier.verify(example.key(), example.message(), signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void accepts_the_twin_of_every_valid_signature_and_identifies_both_alike() {
        var verifier = new Es256Verifier(Library.JDK.provider());

        validFor(Library.JDK)
                .filter(it -> it.signature().length == 64)
                .limit(20)
                .forEach(example -> {
                    var twin = twin(example);

                    assertThat(isAccepted(verifier, twin)).as(example.comment()).isTrue();
                    assertThat(Es256Signature.parse(twin.base64url()).normalized())
                            .as(example.comment())
                            .isEqualTo(Es256Signature.parse(example.base64url()).normalized());
                });
    }

    private static SignatureCase twin(SignatureCase example) {
        var raw = example.signature().clone();
        var s = P256.ORDER.subtract(new BigInteger(1, raw, 32, 32));
        var bytes = s.toByteArray();
        Arrays.fill(raw, 32, 64, (byte) 0);
        for (var i = 1; i <= Math.min(32, bytes.length); i++) {
            raw[64 - i] = bytes[bytes.length - i];
        }
        return new SignatureCase(example.key(), example.message(), true, raw, example.comment());
    }
}
