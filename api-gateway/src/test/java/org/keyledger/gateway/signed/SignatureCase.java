package org.keyledger.gateway.signed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.keyledger.kernel.apikey.SigningPublicKey;

/** One line of {@code es256-signatures.txt} with the key and the message that precede it. */
record SignatureCase(SigningPublicKey key, byte[] message, boolean valid, byte[] signature, String comment) {

    private static final HexFormat HEX = HexFormat.of();

    static List<SignatureCase> all() {
        var cases = new ArrayList<SignatureCase>();
        var key = "";
        var message = new byte[0];
        for (var line : lines()) {
            var words = line.split(" ", 3);
            switch (words[0]) {
                case "#" -> {} // a comment
                case "key" -> key = words[1] + words[2];
                case "message" -> message = HEX.parseHex(words[1]);
                case "valid", "invalid" ->
                    cases.add(new SignatureCase(
                            publicKey(key),
                            message,
                            words[0].equals("valid"),
                            words[1].equals("-") ? new byte[0] : HEX.parseHex(words[1]),
                            words[2]));
                default -> throw new IllegalStateException(line);
            }
        }
        return cases;
    }

    private static List<String> lines() {
        try (var in = SignatureCase.class.getResourceAsStream("es256-signatures.txt")) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SigningPublicKey publicKey(String point) {
        var coordinates = HEX.parseHex(point);
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return SigningPublicKey.parse(Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "x",
                encoder.encodeToString(Arrays.copyOf(coordinates, 32)),
                "y",
                encoder.encodeToString(Arrays.copyOfRange(coordinates, 32, 64))));
    }

    String base64url() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
