package org.keyledger.gateway.hashing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The passwords that guessers try first; the file names its source and licence. */
final class CommonPasswords {

    private static final String FILE = "common-passwords.txt";

    private final Set<String> folded;

    private CommonPasswords(Set<String> folded) {
        this.folded = folded;
    }

    static CommonPasswords bundled() {
        try (var in = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(FILE), FILE)) {
            return new CommonPasswords(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# "))
                    .collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param password in lower case */
    boolean contains(String password) {
        return folded.contains(password) || isOneCharacter(password);
    }

    private static boolean isOneCharacter(String password) {
        return password.codePoints().distinct().count() <= 1;
    }
}
