package org.keyledger.gateway.requestbody;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** One connection to the doors, and what is said on it, byte by byte. */
final class RawHttpConnection implements AutoCloseable {

    private final Socket socket;

    RawHttpConnection(int port) throws IOException {
        socket = new Socket("localhost", port);
        socket.setSoTimeout(30_000);
        socket.setTcpNoDelay(true);
    }

    void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** So late that what was sent before was read alone. */
    void sendDelayed(String bytes) throws IOException {
        pause();
        send(bytes);
    }

    /** Until there is an answer. */
    void sendByteUnlessAnswered() throws IOException {
        if (!hasResponse()) {
            sendDelayed(" ");
        }
    }

    boolean hasResponse() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** The next one; empty if there is none, because the other side has hung up in order. */
    String readResponse() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = socket.getInputStream().read();
            if (next < 0) {
                return head.toString();
            }
            head.append((char) next);
        }
        if (head.indexOf("HTTP/1.1 100") == 0) {
            return head.toString();
        }
        var length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
        return head + new String(socket.getInputStream().readNBytes(Integer.parseInt(length)), ISO_8859_1);
    }

    /** Goes on dripping until the other side has hung up, in order or not. */
    void awaitClose() throws IOException {
        try {
            for (var dripped = 0; dripped < 1000; dripped++) {
                sendDelayed(" ");
            }
        } catch (SocketException hungUp) {
            return;
        }
        throw new IllegalStateException("still listened to");
    }

    static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
