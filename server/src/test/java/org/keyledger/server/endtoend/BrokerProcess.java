package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.keyledger.server.broker.EmbeddedBroker;

/** A Kafka broker in a separate process, so that it can be killed. */
final class BrokerProcess implements AutoCloseable {

    private static final String UP = "up";

    private final Process process;

    private BrokerProcess(Process process) {
        this.process = process;
    }

    /** Returns when it accepts connections. */
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
                throw new AssertionError("the broker did not start");
            }
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the broker does not die");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * Main class of the process; arguments are a folder and a port. Ends when it is killed or when its parent process
     * ends.
     */
    public static void main(String[] arguments) throws Exception {
        EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(UP);
        System.out.flush();
        while (System.in.read() >= 0) {
            // no input arrives; the stream ends when the parent process ends
        }
        Runtime.getRuntime().halt(0);
    }
}
