package org.keyledger.ledger.masterkey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Pins;

@DisplayName("The master key's file and what it wraps")
class MasterKeyBytesPinTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();
    private static final String KEY = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("has the approved lines, its comments aside")
    void has_the_approved_lines_its_comments_aside() throws IOException {
        // given
        Path file = folder.resolve("master.key");

        // when
        MasterKey.createIfAbsent(file, RANDOM);
        MasterKey.addVersion(file, RANDOM);

        // then
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[A-Za-z0-9+/]{43}=", "<32 bytes in base64>"))
                .toList();
        Pins.check("master-key-file", "The lines of a master key file with two versions.", lines);
    }

    @Test
    @DisplayName("opens what an earlier version wrapped")
    void opens_what_an_earlier_version_wrapped() throws IOException {
        // given
        Path file = folder.resolve("master.key");
        Files.writeString(file, "# a comment\n3 " + KEY + "\n");
        MasterKey master = MasterKey.read(file);
        Map<String, String> answers = Pins.answers(
                "master-key-wrapped",
                "Secrets wrapped by an earlier version under version 3 of a fixed master key: name = hex.",
                () -> new TreeMap<>(Map.of(
                        "name ü",
                        HEX.formatHex(master.wrap(RANDOM, "name ü", "plain".getBytes(UTF_8))
                                .bytes()))));

        answers.forEach((name, wrapped) -> {
            // when
            byte[] plain = master.unwrap(name, new WrappedKey(3, HEX.parseHex(wrapped)));

            // then
            assertThat(plain).asString(UTF_8).isEqualTo("plain");
        });
    }
}
