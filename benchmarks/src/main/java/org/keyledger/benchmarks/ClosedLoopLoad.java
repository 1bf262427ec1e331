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

        /** Repeats one request; each response must be 200. */
        static Client repeating(byte[] request) {
            return connection -> connection.send(request).expect(200);
        }
    }

    ClosedLoopLoad(int port, List<Client> clients) {
        this.port = port;
        this.clients = clients;
    }

    /** Sends this many requests in total, divided among the connections. */
    void run(int requests) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());
        try {
            List<Future<?>> results = new ArrayList<>();
            for (Client client : clients) {
                results.add(threads.submit(() -> {
                    repeat(client, Math.max(1, requests / clients.size()));
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

    private void repeat(Client client, int requests) throws IOException {
        try (HttpConnection connection = HttpConnection.open(port)) {
            for (int i = 0; i < requests; i++) {
                client.exchange(connection);
            }
        }
    }
}
