package org.keyledger.gateway.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.crypto.P256;

@DisplayName("An ES256 signature")
class Es256SignatureTest {

    /** The signature of RFC 7515, appendix A.3.1. */
    private static final String RAW =
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static final byte[] RAW_BYTES = Base64.getUrlDecoder().decode(RAW);

    @Test
    void is_the_same_in_both_encodings() {
        var raw = Es256Signature.parse(RAW);

        var der = Es256Signature.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(raw.der()));

        assertThat(der.normalized()).isEqualTo(raw.normalized());
        assertThat(der.der()).isEqualTo(raw.der());
    }

    @Test
    void is_identified_by_the_lower_s() {
        var s = new BigInteger(1, RAW_BYTES, 32, 32);

        var normalized = Es256Signature.parse(RAW).normalized();

        assertThat(Arrays.copyOf(normalized, 32)).isEqualTo(Arrays.copyOf(RAW_BYTES, 32));
        assertThat(new BigInteger(1, normalized, 32, 32))
                .isEqualTo(P256.ORDER.subtract(s))
                .isLessThan(s);
    }

    @Test
    void keeps_leading_zero_bytes_when_normalized() {
        var small = new byte[64];
        small[31] = 1;
        small[63] = 2;

        var signature = Es256Signature.parse(Base64.getUrlEncoder().encodeToString(small));

        assertThat(signature.normalized()).isEqualTo(small);
        assertThat(signature.der()).isEqualTo(HexFormat.of().parseHex("3006020101020102"));
    }

    @Test
    void may_have_padding() {
        assertThat(Es256Signature.parse(RAW + "==").normalized())
                .isEqualTo(Es256Signature.parse(RAW).normalized());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "==",
                RAW + "=",
                RAW + "===",
                "=" + RAW,
                " " + RAW,
                RAW + "\n",
                RAW + "A",
                RAW + RAW,
                // Base64, not base64url
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6+Xx+F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3+Kg6NU1Q",
                // unused bits that are not zero
                "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1R",
                // hexadecimal
                "0ed1215379636c483c2f7f155807d402a3b228033af97c7e17819ac3169ea665c50a07d38c3c70e5d8f12daf084a5480a66590c5f293509a8f3f7f8a83a354d5"
            })
    void is_refused_unless_it_is_base64url_of_a_signature(String text) {
        assertThatThrownBy(() -> Es256Signature.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be base64url of an ES256 signature: r and s of 32 bytes each, or DER");
    }

    @Test
    void is_not_printed() {
        assertThat(Es256Signature.parse(RAW)).hasToString("Es256Signature[hidden]");
    }
}
