package org.keyledger.kernel.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The public key of a signing key")
class SigningPublicKeyTest {

    /** The key of RFC 7517, appendix A.1. */
    private static final String X = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4";

    private static final String Y = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM";
    private static final Map<String, Object> JWK = Map.of("kty", "EC", "crv", "P-256", "x", X, "y", Y);

    private static final String FIRST_LINE = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEMKBCTNIcKUSDii11ySs3526iDZ8A";
    private static final String SECOND_LINE = "iTo7Tu6KPAqv7D7gS2XpJFbZiItSs3m9+9Ue6GnvHw/GW2ZZaVtszggXIw==";
    private static final String PEM = pem(FIRST_LINE + "\n" + SECOND_LINE);

    private static final String PRIVATE_KEY_SENT = "must not contain a private key. The private key that was sent is no"
            + " longer secret: create a new key pair and send only its public key";

    private static String pem(String base64) {
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }

    @Test
    void is_equal_in_both_forms_and_returned_as_pem() {
        var key = SigningPublicKey.parse(JWK);

        assertThat(key).isEqualTo(SigningPublicKey.parse(PEM)).hasSameHashCodeAs(SigningPublicKey.parse(PEM));
        assertThat(key.pem()).isEqualTo(PEM);
        assertThat(key.thumbprint()).isEqualTo("cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
        assertThat(key).hasToString("SigningPublicKey[cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s]");
    }

    @Test
    void is_read_from_a_string_and_from_an_object_and_written_as_a_string() {
        var json = JsonMapper.builder().build();
        var key = SigningPublicKey.parse(PEM);

        assertThat(json.readValue(json.writeValueAsString(PEM), SigningPublicKey.class))
                .isEqualTo(key);
        assertThat(json.readValue(json.writeValueAsString(JWK), SigningPublicKey.class))
                .isEqualTo(key);
        assertThat(json.readTree(json.writeValueAsString(key)).asString()).isEqualTo(PEM);
    }

    static List<String> accepted_pem() {
        return List.of(
                PEM.strip(),
                PEM.replace("\n", "\r\n"),
                PEM.replace("\n", "\r\n").strip(),
                pem(FIRST_LINE + SECOND_LINE),
                pem((FIRST_LINE + SECOND_LINE).replaceAll("(.{20})", "$1\n")));
    }

    @ParameterizedTest
    @MethodSource
    void accepted_pem(String pem) {
        assertThat(SigningPublicKey.parse(pem).pem()).isEqualTo(PEM);
    }

    static List<String> refused_pem() {
        return List.of(
                "",
                "\n",
                FIRST_LINE + SECOND_LINE,
                PEM + "\n",
                PEM + " ",
                "\n" + PEM,
                " " + PEM,
                "key:\n" + PEM,
                PEM + PEM,
                PEM + "# mine",
                "\uFEFF" + PEM,
                PEM.replace("\n", ""),
                PEM.replace("\n", "\r"),
                PEM.replace("\n", "\\n"),
                PEM.replace("\n", " \n"),
                PEM.replace("\n", "\n\t"),
                PEM.replace("PUBLIC KEY", "EC PUBLIC KEY"),
                PEM.replace("PUBLIC KEY", "CERTIFICATE"),
                PEM.replace("PUBLIC KEY", "public key"),
                PEM.replace("-----END", "----END"),
                PEM.replace("BEGIN", "END"),
                pem("Proc-Type: 4,ENCRYPTED\n\n" + FIRST_LINE + "\n" + SECOND_LINE),
                pem(FIRST_LINE),
                pem(FIRST_LINE + "\n" + SECOND_LINE.replace("=", "")),
                pem(FIRST_LINE + "\n" + SECOND_LINE.replace("w==", "x==")),
                pem(FIRST_LINE + "\n" + SECOND_LINE + "\nAA=="),
                pem(FIRST_LINE + "\n" + SECOND_LINE.replace('+', '-').replace('/', '_')),
                pem(FIRST_LINE + "\n" + SECOND_LINE + "\n".repeat(5_000)),
                pem("A".repeat(1_000_000)));
    }

    @ParameterizedTest
    @MethodSource
    void refused_pem(String pem) {
        assertThatThrownBy(() -> SigningPublicKey.parse(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "OPENSSH PRIVATE KEY"})
    void is_refused_with_advice_if_it_is_a_private_key(String type) {
        assertThatThrownBy(() -> SigningPublicKey.parse(PEM + PEM.replace("PUBLIC KEY", type)))
                .hasMessage(PRIVATE_KEY_SENT);
        assertThatThrownBy(() -> SigningPublicKey.parse(PEM.replace("PUBLIC KEY", type)))
                .hasMessage(PRIVATE_KEY_SENT);
    }

    @Test
    void is_refused_with_advice_if_a_jwk_is_private_or_a_string() {
        assertThatThrownBy(() -> SigningPublicKey.parse(jwk("d", X))).hasMessage(PRIVATE_KEY_SENT);
        assertThatThrownBy(() -> SigningPublicKey.parse(jwk("d", ""))).hasMessage(PRIVATE_KEY_SENT);
        assertThatThrownBy(() -> SigningPublicKey.parse("{\"kty\":\"EC\"}"))
                .hasMessage("must be a JSON object if it is a JWK, not a string");
    }

    /** What WebCrypto, jose and Nimbus add. */
    @Test
    void is_read_from_a_jwk_with_other_members() {
        var jwk = new HashMap<>(JWK);
        jwk.putAll(Map.of("kid", "mine", "use", "sig", "alg", "ES256", "ext", true, "x5t", "abc"));
        jwk.put("key_ops", List.of("verify"));

        assertThat(SigningPublicKey.parse(jwk).pem()).isEqualTo(PEM);
    }

    static List<Object> refused_jwk() {
        var refused = new ArrayList<Object>(List.of(
                Map.of(),
                jwk("kty", "RSA"),
                jwk("kty", "ec"),
                jwk("kty", 1),
                jwk("crv", "P-384"),
                jwk("crv", "secp256k1"),
                jwk("crv", "P-256K"),
                jwk("x", Y),
                jwk("x", X + "="),
                jwk("x", X + "A"),
                jwk("x", "AA" + X.substring(2)),
                jwk("x", X.substring(1)),
                jwk("x", X.substring(0, 42) + "5"),
                jwk("x", 1),
                jwk("x", List.of(X)),
                jwk("y", ""),
                jwk("y", Y.replace('4', '+')),
                jwk("x", "A".repeat(100_000)),
                jwk("use", "enc"),
                jwk("use", List.of("sig")),
                jwk("alg", "ES384"),
                jwk("alg", "ECDH-ES"),
                jwk("key_ops", List.of("deriveKey")),
                jwk("key_ops", List.of()),
                jwk("key_ops", "verify"),
                List.of(JWK),
                Map.of("keys", List.of(JWK)),
                1,
                true));
        for (var member : JWK.keySet()) {
            var without = new HashMap<>(JWK);
            without.remove(member);
            refused.add(without);
            var withNull = new HashMap<>(JWK);
            withNull.put(member, null);
            refused.add(withNull);
        }
        return refused;
    }

    private static Map<String, Object> jwk(String member, Object value) {
        var jwk = new HashMap<>(JWK);
        jwk.put(member, value);
        return jwk;
    }

    @ParameterizedTest
    @MethodSource
    void refused_jwk(Object jwk) {
        assertThatThrownBy(() -> SigningPublicKey.parse(jwk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must ");
    }

    @TestFactory
    Stream<DynamicTest> is_accepted_only_as_a_point_of_the_named_curve_in_der() throws IOException {
        try (var in = SigningPublicKeyTest.class.getResourceAsStream("ec-public-keys.txt")) {
            var lines = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(lines).hasSizeGreaterThan(140);
            return lines.stream().map(line -> line.split(" ", 3)).map(SigningPublicKeyTest::edgeCase);
        }
    }

    private static DynamicTest edgeCase(String[] words) {
        var pem = pem(words[1].equals("-") ? "" : words[1]);
        return DynamicTest.dynamicTest(words[2] + " is " + words[0], () -> {
            if (words[0].equals("valid")) {
                assertThat(SigningPublicKey.parse(pem).pem().replace("\n", "")).isEqualTo(pem.replace("\n", ""));
            } else {
                assertThatThrownBy(() -> SigningPublicKey.parse(pem))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("must ");
            }
        });
    }
}
