package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** One program for all tests that do not stop it; it ends with the tests. */
final class SharedService {

    private static final ServiceProcess PROGRAM = start();

    private SharedService() {}

    static ServiceProcess program() {
        return PROGRAM;
    }

    static ServiceClient visitor() {
        return PROGRAM.visitor();
    }

    private static ServiceProcess start() {
        try {
            return ServiceProcess.start(Files.createTempDirectory("keyledger-shared"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
