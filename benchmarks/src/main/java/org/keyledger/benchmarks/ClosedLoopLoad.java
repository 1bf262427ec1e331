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

/** Closed-loop load: one client per connection, each sends its next request when the previous one is answered. */
final class ClosedLoopLoad {

    private static final long TIMEOUT_MINUTES = 10;

    private final int port;
    private final List<Client> clients;

    /** A client of one connection. */
    interface Client {

        /** Sends one request and reads its response. */
        void exchange(HttpConnection connection) throws IOException;

        /** Prepares for this many exchanges; not measured. */
        default void prepare(HttpConnection connection, int exchanges) throws IOException {}

        /** Repeats one request; each response must be 200. */
        static Client repeating(byte[] request) {
            return connection -> connection.send(request).expect(200);
        }
    }

    ClosedLoopLoad(int port, List<Client> clients) {
        this.port = port;
        this.clients = clients;
    }

    private interface Work {
        void of(Client client, HttpConnection connection) throws IOException;
    }

    /** Lets each client prepare for its share of this many requests. */
    void prepare(int requests) throws IOException, InterruptedException {
        forEachClient((client, connection) -> client.prepare(connection, share(requests)));
    }

    /** Sends this many requests in total, divided among the connections. */
    void run(int requests) throws IOException, InterruptedException {
        forEachClient((client, connection) -> {
            for (int i = 0; i < share(requests); i++) {
                client.exchange(connection);
            }
        });
    }

    private int share(int requests) {
        return Math.max(1, requests / clients.size());
    }

    private void forEachClient(Work work) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<?>> results = new ArrayList<>();
            for (Client client : clients) {
                results.add(threads.submit(() -> {
                    try (HttpConnection connection = HttpConnection.open(port)) {
                        work.of(client, connection);
                    }
                    return client;
                }));
            }
            for (Future<?> result : results) {
                result.get(TIMEOUT_MINUTES, TimeUnit.MINUTES);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("load did not complete", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
