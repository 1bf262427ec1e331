package org.keyledger.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One caller a connection, each as fast as it is answered. */
final class ClosedLoopLoad {

    private static final long TIMEOUT_MINUTES = 10;

    private final int port;
    private final List<Client> clients;

    /** Somebody at one end of a connection. */
    interface Client {

        /** Sends one request and takes its answer. */
        void exchange(HttpConnection connection) throws IOException;

        /** The same request again and again; each answer must be 200. */
        static Client repeating(byte[] request) {
            return connection -> connection.send(request).expect(200);
        }
    }

    ClosedLoopLoad(int port, List<Client> callers) {
        this.port = port;
        this.clients = callers;
    }

    /** Sends this many in all, shared among the connections. */
    void run(int times) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (Client caller : clients) {
                ends.add(threads.submit(() -> {
                    repeat(caller, Math.max(1, times / clients.size()));
                    return caller;
                }));
            }
            for (Future<?> end : ends) {
                end.get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the load did not get through", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void repeat(Client caller, int times) throws IOException {
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (int i = 0; i < times; i++) {
                caller.exchange(connection);
            }
        }
    }
}
