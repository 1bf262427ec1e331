package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.keyledger.server.provider.TestProvider;

/** One service for all tests that do not stop it; it ends with the JVM of the tests. */
final class SharedService {

    /** An origin that KEYLEDGER_CORS_ORIGINS names. */
    static final String NAMED_ORIGIN = "https://app.example.org";

    /** Another one, on a free port of this machine. */
    static final String PAGE_ORIGIN = "http://localhost:" + ServiceProcess.freePort();

    private static final ServiceProcess SERVICE = start();

    private SharedService() {}

    static ServiceProcess service() {
        return SERVICE;
    }

    static ServiceClient client() {
        return SERVICE.client();
    }

    /** Of the providers {@code acme} and {@code apple}. */
    static TestProvider provider() {
        return TestProviders.FIRST;
    }

    /** Of the providers {@code google} and {@code github}. */
    static TestProvider otherProvider() {
        return TestProviders.SECOND;
    }

    private static ServiceProcess start() {
        try {
            var settings = ServiceProcess.settings(Files.createTempDirectory("keyledger-shared"));
            settings.put("KEYLEDGER_CORS_ORIGINS", NAMED_ORIGIN + "," + PAGE_ORIGIN);
            settings.put("KEYLEDGER_LIMIT_WRITE", "120/1m"); // some tests send many requests for one account
            settings.putAll(TestProviders.settings());
            return ServiceProcess.start(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
