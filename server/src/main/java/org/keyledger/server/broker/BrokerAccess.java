package org.keyledger.server.broker;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Access to the listener of the embedded broker that may write: its port and the secret of its only user. The secret is
 * kept in the data folder of the broker, in a file that Kafka's tools accept as their client configuration.
 */
public final class BrokerAccess {

    static final String USER = "keyledger";
    static final String MECHANISM = "SCRAM-SHA-512";

    private static final String FILE = "client.properties";
    private static final Pattern PASSWORD = Pattern.compile("password=\"([A-Za-z0-9_-]{43})\"");
    private static final int SECRET_BYTES = 32;

    private final String password;
    private final int port;

    private BrokerAccess(String password, int port) {
        this.password = password;
        this.port = port;
    }

    /**
     * Reads the secret, or generates one for a folder without data, and chooses a free port. Changes nothing.
     *
     * @throws BrokerStartException if the folder has data, but its secret is missing or cannot be read
     */
    public static BrokerAccess of(Path folder, SecureRandom random) {
        var file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return new BrokerAccess(readPassword(file), freePort());
        }
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new BrokerAccess(Base64.getUrlEncoder().withoutPadding().encodeToString(secret), freePort());
    }

    /** Client properties of the service. */
    public Map<String, Object> connection() {
        var connection = new HashMap<String, Object>();
        properties().forEach((name, value) -> connection.put(String.valueOf(name), value));
        return connection;
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    /** Whether the folder has a secret that can be read. */
    static boolean isIn(Path folder) {
        return findPassword(folder.resolve(FILE)).isPresent();
    }

    /** Writes the client properties, readable for the owner only. */
    void writeTo(Path folder) throws IOException {
        var next = folder.resolve(FILE + ".new");
        Files.deleteIfExists(next);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(next, text());
        Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return "BrokerAccess[port=" + port + "]";
    }

    private Properties properties() {
        var properties = new Properties();
        try (Reader reader = new StringReader(text())) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }

    private String text() {
        return """
            # Client properties with all rights on the Kafka broker in this process, rewritten at each start.
            bootstrap.servers=%s:%d
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=%s
            sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";
            """.formatted(BrokerProperties.HOST, port, MECHANISM, USER, password);
    }

    private static String readPassword(Path file) {
        return findPassword(file)
                .orElseThrow(() -> new BrokerStartException(
                        "Kafka client file " + file + " has no password. All events are in the ledger too: move its"
                                + " folder away and start again"));
    }

    /** Empty if the file is missing, is not a text or has no password. */
    private static Optional<String> findPassword(Path file) {
        try {
            var password = PASSWORD.matcher(Files.readString(file));
            return password.find() ? Optional.of(password.group(1)) : Optional.empty();
        } catch (MalformedInputException | NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new BrokerStartException("Could not read " + file + ": " + e, e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(BrokerProperties.HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BrokerStartException("Kafka broker in this process did not start: no port is free", e);
        }
    }
}
