package org.keyledger.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code ./keyledger} as a separate process, by default without rate limits and with cheap hashes, because hashing
 * is counted separately. Browsers log in without a verified address.
 */
final class ServiceProcess implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(10);
    private static final long POLL_INTERVAL_MILLIS = 20;
    private static final long STOP_TIMEOUT_SECONDS = 30;
    private static final Map<String, String> UNLIMITED = Map.of(
            "KEYLEDGER_LIMITS", "off", "KEYLEDGER_BCRYPT_COST", "4", "KEYLEDGER_VERIFIED_LOGIN_BROWSER", "false");

    private final Process process;
    private final Path folder;
    private final int port;
    private final long startedNanos = System.nanoTime();
    private double readySeconds;

    private ServiceProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** The same as {@link #start}, without limits, with cheap hashes and with these settings. */
    static ServiceProcess startUnlimited(Path repository, Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(UNLIMITED);
        all.putAll(settings);
        return start(repository, all);
    }

    /**
     * Starts it in a temporary folder, after building it if necessary; returns when it is ready. Other settings have their
     * defaults.
     */
    static ServiceProcess start(Path repository, Map<String, String> settings)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("keyledger-load");
        return start(repository, folder, folder.resolve("data"), settings);
    }

    /** Starts it on an existing data folder, which is kept. */
    static ServiceProcess startOn(Path repository, Path data) throws IOException, InterruptedException {
        return start(repository, Files.createTempDirectory("keyledger-load"), data.toAbsolutePath(), UNLIMITED);
    }

    private static ServiceProcess start(Path repository, Path folder, Path data, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                repository.resolve("keyledger").toAbsolutePath().toString());
        builder.environment().put("KEYLEDGER_DATA", data.toString());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("KEYLEDGER_MANAGEMENT_PORT", "0");
        builder.environment().putAll(settings);
        builder.environment().put("KEYLEDGER_KAFKA_PORT", Integer.toString(freePort()));
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        ServiceProcess service = new ServiceProcess(builder.start(), folder, port);
        Runtime.getRuntime().addShutdownHook(new Thread(service::stop));
        service.awaitReady();
        return service;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - startedNanos > READY_TIMEOUT.toNanos()) {
                String output = Files.readString(folder.resolve("output"));
                stop();
                throw new IOException("service did not start: " + output);
            }
            Thread.sleep(POLL_INTERVAL_MILLIS);
        }
        readySeconds = (System.nanoTime() - startedNanos) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "ready after %.1f s, %s%n",
                readySeconds,
                process.info().command().orElse("Java unknown"));
    }

    private boolean isReady() {
        try (HttpConnection connection = HttpConnection.open(port)) {
            return connection.send(HttpRequests.get("/health/ready")).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Seconds from its start until it was ready. */
    double readySeconds() {
        return readySeconds;
    }

    CpuTime cpuTime() throws IOException {
        return CpuTime.ofProcess(process.pid());
    }

    long residentMegabytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        remove();
    }

    private void remove() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            System.err.println("could not delete " + folder);
        }
    }
}
