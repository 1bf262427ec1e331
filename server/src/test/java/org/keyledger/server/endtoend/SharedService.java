package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** One program shared by all tests that do not stop it; it ends with the JVM. */
final class SharedService {

    private static final ServiceProcess SERVICE = start();

    private SharedService() {}

    static ServiceProcess service() {
        return SERVICE;
    }

    static ServiceClient client() {
        return SERVICE.client();
    }

    private static ServiceProcess start() {
        try {
            return ServiceProcess.start(Files.createTempDirectory("keyledger-shared"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
