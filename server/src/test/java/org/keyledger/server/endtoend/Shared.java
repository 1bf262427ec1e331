package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** One program for all tests that do not stop it; it ends with the tests. */
final class Shared {

    private static final Program PROGRAM = start();

    private Shared() {}

    static Program program() {
        return PROGRAM;
    }

    static Visitor visitor() {
        return PROGRAM.visitor();
    }

    private static Program start() {
        try {
            return Program.start(Files.createTempDirectory("keyledger-shared"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
