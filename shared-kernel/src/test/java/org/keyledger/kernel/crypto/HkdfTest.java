package org.keyledger.kernel.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("HMAC and HKDF match the test vectors of their standards")
class HkdfTest {

    private static final HexFormat HEX = HexFormat.of();

    /** RFC 5869, appendix A.1. */
    @Test
    void hkdf_of_one_and_a_half_blocks() {
        var key = Hkdf.extract(HEX.parseHex("000102030405060708090a0b0c"), HEX.parseHex("0b".repeat(22)));

        assertThat(HEX.formatHex(key)).isEqualTo("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        assertThat(HEX.formatHex(Hkdf.expand(key, HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), 42)))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    @Test
    void hkdf_has_at_most_255_blocks() {
        assertThat(Hkdf.expand(new byte[32], new byte[0], 8160)).hasSize(8160);
        assertThatThrownBy(() -> Hkdf.expand(new byte[32], new byte[0], 8161))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** RFC 4231, section 4.3; the message in two parts. */
    @Test
    void hmac_with_sha_256_and_sha_384() {
        var key = "Jefe".getBytes(US_ASCII);
        var first = "what do ya want ".getBytes(US_ASCII);
        var second = "for nothing?".getBytes(US_ASCII);

        assertThat(HEX.formatHex(Hmac.sha256(key, first, second)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(HEX.formatHex(Hmac.sha384(new SecretKeySpec(key, "HmacSHA384"), first, second)))
                .isEqualTo("af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e"
                        + "8e2240ca5e69e2c78b3239ecfab21649");
    }
}
