package org.keyledger.server.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.keyledger.ledger.Eventually;
import org.keyledger.server.Keyledger;
import org.keyledger.server.ShiftedClockKeyledger;

/** The service in a process of its own, with its own ports and data. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PROCESS_TIMEOUT = Duration.ofMinutes(3);

    private static final Pattern MANAGEMENT = Pattern.compile("Management +(http://\\S+)");

    private final Process process;
    private final Path output;
    private final Map<String, String> settings;

    private ServiceProcess(Process process, Path output, Map<String, String> settings) {
        this.process = process;
        this.output = output;
        this.settings = settings;
    }

    /** Settings with free ports, a low cost of password hashing, this data folder and a trusted proxy on this machine. */
    static Map<String, String> settings(Path data) {
        var settings = new HashMap<String, String>();
        settings.put("SERVER_PORT", String.valueOf(freePort()));
        settings.put("KEYLEDGER_MANAGEMENT_PORT", "0");
        settings.put("KEYLEDGER_KAFKA_PORT", String.valueOf(freePort()));
        settings.put("KEYLEDGER_DATA", data.toString());
        settings.put("KEYLEDGER_BCRYPT_COST", "4");
        settings.put("KEYLEDGER_TRUSTED_PROXIES", "127.0.0.0/8,::1");
        return settings;
    }

    static ServiceProcess start(Path data) {
        return start(settings(data));
    }

    /** Returns when the service is ready. */
    static ServiceProcess start(Map<String, String> settings) {
        var program = launch(settings);
        program.awaitReady();
        return program;
    }

    /** Runs a command until it ends. */
    static ExitResult run(Map<String, String> settings, String... arguments) {
        try (var program = launch(settings, arguments)) {
            if (!program.process.waitFor(PROCESS_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end: " + program.output());
            }
            return new ExitResult(program.process.exitValue(), program.output());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Exit code and output of a process. */
    record ExitResult(int code, String output) {}

    /** Starts the service with these JVM flags and stops it when it is ready. */
    static void startAndStop(Map<String, String> settings, List<String> flags) {
        try (var program = launch(settings, flags, List.of())) {
            program.awaitReady();
            program.process.destroy();
            program.awaitExit(PROCESS_TIMEOUT);
        }
    }

    /** The same as {@link #start(Map)}, with a clock that is an hour ahead while the file exists. */
    static ServiceProcess startWithClock(Map<String, String> settings, Path ahead) {
        var classes = ShiftedClockKeyledger.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        var program = launchCommand(
                settings,
                List.of(),
                List.of(
                        classes + File.pathSeparator + PackagedProgram.classPath(),
                        ShiftedClockKeyledger.class.getName(),
                        ahead.toString()));
        program.awaitReady();
        return program;
    }

    private static ServiceProcess launch(Map<String, String> settings, String... arguments) {
        return launch(settings, PackagedProgram.flags(), List.of(arguments));
    }

    private static ServiceProcess launch(Map<String, String> settings, List<String> flags, List<String> arguments) {
        var mainAndArguments = new ArrayList<>(List.of(PackagedProgram.classPath(), Keyledger.class.getName()));
        mainAndArguments.addAll(arguments);
        return launchCommand(settings, flags, mainAndArguments);
    }

    /** @param mainAndArguments class path, main class and arguments */
    private static ServiceProcess launchCommand(
            Map<String, String> settings, List<String> flags, List<String> mainAndArguments) {
        var command = new ArrayList<>(List.of(
                "sh", // with the umask of ./keyledger
                "-c",
                "umask 077; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(flags);
        command.add("-cp");
        command.addAll(mainAndArguments);
        try {
            var output = Files.createTempFile("keyledger", ".out");
            output.toFile().deleteOnExit();
            var builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(new File("/dev/null"));
            builder.environment().putAll(settings);
            var program = new ServiceProcess(builder.start(), output, settings);
            Runtime.getRuntime().addShutdownHook(new Thread(program.process::destroyForcibly));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Eventually.awaitTrue(
                () -> output().contains("Keyledger started") || !process.isAlive(), PROCESS_TIMEOUT, this::output);
        if (!output().contains("Keyledger started")) {
            throw new AssertionError("Service did not start: " + output());
        }
    }

    ServiceClient client() {
        return new ServiceClient("http://localhost:" + settings.get("SERVER_PORT"), management());
    }

    /** The base URL of the management listener, from the start screen. */
    String management() {
        var shown = MANAGEMENT.matcher(output());
        if (!shown.find()) {
            throw new AssertionError("No address of the management listener: " + output());
        }
        return shown.group(1);
    }

    String brokers() {
        return "127.0.0.1:" + settings.get("KEYLEDGER_KAFKA_PORT");
    }

    /** Client properties with all rights on the broker in this process. */
    Map<String, Object> brokerAccess() {
        var properties = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of(settings.get("KEYLEDGER_DATA"), "kafka", "client.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return asMap(properties);
    }

    /** Client properties of a file. */
    static Map<String, Object> asMap(Properties properties) {
        var map = new HashMap<String, Object>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    Map<String, String> settings() {
        return settings;
    }

    long pid() {
        return process.pid();
    }

    /** The output so far. */
    String output() {
        return read(output);
    }

    /** The content of the log file. */
    String log() {
        return read(Path.of(settings.get("KEYLEDGER_DATA"), "keyledger.log"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM, as an operator does. */
    ExitResult stop() {
        process.destroy();
        return awaitExit(Duration.ofSeconds(40));
    }

    /** Sends SIGKILL, which has the effect of a power failure. */
    ExitResult kill() {
        process.destroyForcibly();
        return awaitExit(Duration.ofSeconds(10));
    }

    private ExitResult awaitExit(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it does not end: " + output());
            }
            return new ExitResult(process.exitValue(), output());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }

    static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
