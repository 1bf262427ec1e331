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

/** A line between client and server that can go bad. */
public final class FaultyProxy implements AutoCloseable {

    /** What becomes of the bytes. */
    public enum NetworkCondition {
        GOOD,
        /** Each piece takes 50 ms. */
        SLOW,
        /** Requests arrive, replies do not, without an error. */
        REPLIES_LOST,
        /** Nothing arrives either way, without an error. */
        HALF_OPEN,
        /** Connections are closed as soon as something is sent, and as soon as they are made. */
        CUT
    }

    private static final int DELAY_MILLIS = 50;

    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile NetworkCondition condition = NetworkCondition.GOOD;

    /** @param target the port on this machine that is meant */
    public FaultyProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on, for connections that there are and those to come; a cut closes all at once. */
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
                // closed, or its client is gone
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
            // one end is gone, so the other goes
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
