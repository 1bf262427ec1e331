package org.keyledger.query.verifier;

import java.nio.file.Path;

/** @param snapshot the file with the verifier's snapshot */
public record VerifierSettings(Path snapshot) {

    public static VerifierSettings in(Path folder) {
        return new VerifierSettings(folder.resolve("verifier.snapshot"));
    }
}
