package org.keyledger.gateway.stepup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.factor.TotpSecret;

@DisplayName("Time-based one-time passwords")
class TotpAlgorithmTest {

    /** The key of the test vectors of RFC 6238 and RFC 4226. */
    private static final String KEY = "12345678901234567890";

    private static final TotpSecret SECRET = new TotpSecret(Base32.encode(KEY.getBytes(US_ASCII)));

    /** RFC 6238, appendix B: the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void are_those_of_rfc_6238(long seconds, String code) {
        var step = TotpAlgorithm.stepAt(Instant.ofEpochSecond(seconds));

        assertThat(TotpAlgorithm.codeAt(KEY.getBytes(US_ASCII), step, 8)).isEqualTo(code);
        assertThat(TotpAlgorithm.codeAt(KEY.getBytes(US_ASCII), step, 6)).isEqualTo(code.substring(2));
        assertThat(TotpAlgorithm.findStep(SECRET, code.substring(2), Instant.ofEpochSecond(seconds)))
                .hasValue(step);
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({
        "0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314",
        "5, 254676", "6, 287922", "7, 162583", "8, 399871", "9, 520489"
    })
    void have_the_hotp_values_of_rfc_4226(long counter, String code) {
        assertThat(TotpAlgorithm.codeAt(KEY.getBytes(US_ASCII), counter, 6)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void are_found_one_step_early_or_late(long skew) {
        var now = Instant.ofEpochSecond(1_111_111_109);
        var step = TotpAlgorithm.stepAt(now) + skew;
        var code = TotpAlgorithm.codeAt(KEY.getBytes(US_ASCII), step, 6);

        assertThat(TotpAlgorithm.findStep(SECRET, code, now)).hasValue(step);
    }

    @ParameterizedTest
    @ValueSource(longs = {-3, -2, 2, 3})
    void are_not_found_two_steps_early_or_late(long skew) {
        var now = Instant.ofEpochSecond(1_111_111_109);
        var code = TotpAlgorithm.codeAt(KEY.getBytes(US_ASCII), TotpAlgorithm.stepAt(now) + skew, 6);

        assertThat(TotpAlgorithm.findStep(SECRET, code, now)).isEmpty();
    }

    @Test
    void change_at_the_start_of_each_half_minute() {
        assertThat(TotpAlgorithm.stepAt(Instant.ofEpochSecond(59))).isEqualTo(1);
        assertThat(TotpAlgorithm.stepAt(Instant.ofEpochSecond(60))).isEqualTo(2);
    }
}
