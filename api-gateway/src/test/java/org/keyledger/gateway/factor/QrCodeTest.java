package org.keyledger.gateway.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.user.EmailAddress;

@DisplayName("The QR code of a secret")
class QrCodeTest {

    private static final int SCALE = 6;
    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 ([0-9]+) ");
    private static final Pattern RUN = Pattern.compile("M([0-9]+) ([0-9]+)h([0-9]+)v1h-[0-9]+z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.com",
                "a.very.long.name.that.fills.the.local.part@a.long.domain.of.an.organisation.example.org",
                "j\u00fcrgen@b\u00fccher.example"
            })
    void is_read_by_a_scanner(String email) throws ReaderException {
        var uri = OtpauthUri.of("Example & Co", EmailAddress.parse(email), secret());

        assertThat(scan(QrCode.svg(uri))).isEqualTo(uri);
    }

    @Test
    void is_an_image_without_scripts_styles_and_references() {
        var svg = QrCode.svg("otpauth://totp/x");

        assertThat(svg).startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"").endsWith("</svg>");
        assertThat(svg).doesNotContain("<script", "style", "href", "<!", "&");
    }

    @Test
    void contains_the_uri_that_apps_expect() {
        assertThat(OtpauthUri.of("Example & Co", EmailAddress.parse("ada+x@example.com"), secret()))
                .isEqualTo("otpauth://totp/Example%20%26%20Co:ada%2Bx%40example.com"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example%20%26%20Co"
                        + "&algorithm=SHA1&digits=6&period=30");
    }

    private static TotpSecret secret() {
        return TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    /** Paints the runs of dark modules and decodes the picture. */
    private static String scan(String svg) throws ReaderException {
        var size = SIZE.matcher(svg);
        assertThat(size.find()).isTrue();
        var width = Integer.parseInt(size.group(1)) * SCALE;
        var pixels = new int[width * width];
        Arrays.fill(pixels, 0xffffff);
        RUN.matcher(svg)
                .results()
                .forEach(run -> paint(
                        pixels,
                        width,
                        Integer.parseInt(run.group(1)),
                        Integer.parseInt(run.group(2)),
                        Integer.parseInt(run.group(3))));
        var source = new RGBLuminanceSource(width, width, pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    private static void paint(int[] pixels, int width, int x, int y, int length) {
        for (var row = y * SCALE; row < (y + 1) * SCALE; row++) {
            Arrays.fill(pixels, row * width + x * SCALE, row * width + (x + length) * SCALE, 0);
        }
    }
}
