package org.keyledger.server.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this JVM; at most one at a time. All its events are in the ledger too: if its folder is lost, the
 * publisher fills a new one. If the broker fails, the process continues, and another one can be started with the same
 * folder and ports after {@link #close(Duration)}.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration APPROVAL_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    private final BrokerFolder folder;
    private final int port;
    private final KafkaRaftServer server;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private volatile Optional<String> failure = Optional.empty();
    private volatile Set<String> stoppedThreads = Set.of();

    private EmbeddedBroker(BrokerFolder folder, int port, BrokerAccess access) {
        this.folder = folder;
        this.port = port == 0 ? freePortExcept(access.port()) : port;
        Exit.setExitProcedure((status, message) -> onExit(message));
        Exit.setHaltProcedure((status, message) -> onExit(message));
        var properties =
                BrokerProperties.of(folder.path(), this.port, freePortExcept(this.port, access.port()), access);
        try {
            this.server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        } catch (RuntimeException e) {
            throw toException(e);
        }
    }

    /**
     * Starts with the data in this folder, which is created if it does not exist. Returns when the broker accepts
     * connections.
     *
     * @param port of the public listener on 127.0.0.1; 0 for any free port
     * @param access of the same folder
     * @throws BrokerStartException if the folder contains other data, is damaged or in use, if the port is in use, or
     *     after two minutes
     */
    public static EmbeddedBroker start(Path folder, int port, BrokerAccess access) {
        var brokerFolder = new BrokerFolder(folder, access);
        brokerFolder.prepare();
        var broker = new EmbeddedBroker(brokerFolder, port, access);
        try {
            broker.start();
            broker.stoppedThreads = UnusedBrokerThreads.stop();
            brokerFolder.writeAccess();
            return broker;
        } catch (BrokerStartException e) {
            // otherwise it would keep its ports and the lock of the folder, and no later start would succeed
            broker.close(CLOSE_TIMEOUT);
            throw e;
        }
    }

    /** The value of {@code bootstrap.servers} for clients without authentication, which may read events only. */
    public String bootstrapServers() {
        return BrokerProperties.HOST + ":" + port;
    }

    /** Why the broker stopped by itself; empty while it runs. */
    public Optional<String> failure() {
        return failure;
    }

    /** Stops background work that Kafka starts again now and then, and that an idle broker does not need. */
    public void quieten() {
        UnusedBrokerThreads.stopMeters();
    }

    /** The names of the unused threads that were stopped at the start. */
    Set<String> stoppedThreads() {
        return stoppedThreads;
    }

    /** Port of the public listener. */
    int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Closes a broker that has failed, as far as possible. It first asks its controller for the shutdown; if that has
     * failed too, no answer comes for five minutes, so the wait is interrupted after {@link #APPROVAL_TIMEOUT}.
     *
     * @return false if it does not end in this time
     */
    public boolean close(Duration timeout) {
        var thread = new Thread(this::close, "broker-stop");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(APPROVAL_TIMEOUT.toMillis());
            thread.interrupt();
            thread.join(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private void start() {
        var thread = new Thread(this::startUp, "broker-start");
        thread.setDaemon(true);
        thread.start();
        try {
            started.get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw toException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw toException(e);
        }
    }

    private void startUp() {
        try {
            server.startup();
            started.complete(null);
        } catch (Throwable e) {
            started.completeExceptionally(e);
        }
    }

    /** Replaces the exit of the process, which Kafka would request. */
    private void onExit(@Nullable String message) {
        var failureText = "Kafka broker in this process failed: "
                + (message == null ? "it could not write its folder, see the errors before this one" : message);
        LOG.error("{}. Requests are served, events are published when the broker runs again", failureText);
        failure = Optional.of(failureText);
        started.completeExceptionally(new IllegalStateException(failureText));
        throw new IllegalStateException(failureText);
    }

    private BrokerStartException toException(Throwable cause) {
        return new BrokerStartException(
                "Kafka broker in this process did not start on port " + port + " with data folder " + folder.path()
                        + ": " + reason(cause) + ". All its events are in the ledger too: if the folder is damaged,"
                        + " move it away and start again",
                cause);
    }

    private static String reason(Throwable e) {
        var rootCause = e;
        while (rootCause.getCause() != null) {
            rootCause = rootCause.getCause();
        }
        return rootCause.toString();
    }

    /** The system may choose a port that was chosen before and is not bound yet. */
    private static int freePortExcept(int... taken) {
        var port = requireFreePort(0);
        while (contains(taken, port)) {
            port = requireFreePort(0);
        }
        return port;
    }

    private static boolean contains(int[] ports, int port) {
        return Arrays.stream(ports).anyMatch(it -> it == port);
    }

    /**
     * The port of the public listener, which is the same at each start.
     *
     * @param port 0 for any free port
     * @throws BrokerStartException if it is in use
     */
    public static int choosePort(int port, BrokerAccess access) {
        return port == 0 ? freePortExcept(access.port()) : requireFreePort(port);
    }

    private static int requireFreePort(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName(BrokerProperties.HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BrokerStartException("Kafka broker in this process did not start on port " + port + ": " + e, e);
        }
    }
}
