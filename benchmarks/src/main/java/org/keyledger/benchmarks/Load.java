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

/** One request a connection, sent again and again; each answer must be 200. */
final class Load {

    private static final long LONGEST_MINUTES = 5;

    private final int port;
    private final List<byte[]> requests;

    /** What an account sends. */
    interface Request {
        byte[] of(Account account);
    }

    Load(int port, List<byte[]> requests) {
        this.port = port;
        this.requests = requests;
    }

    /** Sends this many in all, shared among the connections. */
    void run(int times) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(requests.size());
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (byte[] request : requests) {
                ends.add(threads.submit(() -> {
                    repeat(request, Math.max(1, times / requests.size()));
                    return request;
                }));
            }
            for (Future<?> end : ends) {
                end.get(LONGEST_MINUTES, TimeUnit.MINUTES);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the load did not get through", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void repeat(byte[] request, int times) throws IOException {
        try (Connection connection = Connection.open(port)) {
            for (int i = 0; i < times; i++) {
                Connection.Answer answer = connection.send(request);
                if (answer.status() != 200) {
                    throw new IOException("answered with " + answer);
                }
            }
        }
    }
}
