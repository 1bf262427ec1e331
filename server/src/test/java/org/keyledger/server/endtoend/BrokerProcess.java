package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.keyledger.server.broker.EmbeddedBroker;

/** A Kafka broker in a process of its own, so that it can be killed. */
final class BrokerProcess implements AutoCloseable {

    private static final String UP = "up";

    private final Process process;

    private BrokerProcess(Process process) {
        this.process = process;
    }

    /** Returns when the broker is ready. */
    static BrokerProcess start(Path folder, int port) {
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            BrokerProcess.class.getName(),
                            folder.toString(),
                            String.valueOf(port))
                    .redirectError(Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            var broker = new BrokerProcess(process);
            broker.awaitUp();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() throws IOException {
        var out = process.inputReader();
        for (var line = out.readLine(); !UP.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new AssertionError("Broker did not start");
            }
        }
    }

    /** Sends SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Broker did not end after SIGKILL");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** The process: arguments are folder and port. Ends when it is killed or its standard input is closed. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(UP);
        System.out.flush();
        while (System.in.read() >= 0) {
            // nothing is written to it; it ends with the process that started this one
        }
        Runtime.getRuntime().halt(0);
    }
}
