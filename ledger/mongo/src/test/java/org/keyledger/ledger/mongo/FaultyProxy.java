package org.keyledger.ledger.mongo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A proxy between client and server that simulates network faults. */
public final class FaultyProxy implements AutoCloseable {

    /** What the proxy does with bytes. */
    public enum NetworkCondition {
        GOOD,
        /** Delays each chunk by 50 ms. */
        SLOW,
        /** Drops replies without closing connections. */
        REPLIES_LOST,
        /** Drops requests and replies without closing connections. */
        HALF_OPEN,
        /** Closes all connections and every new one. */
        CUT
    }

    private static final int DELAY_MILLIS = 50;

    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile NetworkCondition condition = NetworkCondition.GOOD;

    /** @param target the port of the server on this machine */
    public FaultyProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Applies to open and new connections. */
    public void setCondition(NetworkCondition line) {
        this.condition = line;
        if (line == NetworkCondition.CUT) {
            closeAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (condition == NetworkCondition.CUT) {
                    client.close();
                } else {
                    join(client);
                }
            } catch (IOException e) {
                // the proxy or the client has closed the connection
            }
        }
    }

    private void join(Socket client) throws IOException {
        Socket onward = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        onward.setTcpNoDelay(true);
        sockets.addAll(List.of(client, onward));
        daemon(() -> pump(client, onward, true));
        daemon(() -> pump(onward, client, false));
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                NetworkCondition now = condition;
                if (now == NetworkCondition.CUT) {
                    return;
                }
                if (now == NetworkCondition.SLOW) {
                    TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
                }
                if (now != NetworkCondition.HALF_OPEN && (requests || now != NetworkCondition.REPLIES_LOST)) {
                    output.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // one side is closed, so the other is closed too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        closeAll();
    }
}
