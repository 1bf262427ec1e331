package org.keyledger.gateway.requestbody;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;

/** One TCP connection to the gateway, for requests that are sent byte by byte. */
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

    /** Sends after a pause, so that the server has read the earlier bytes separately. */
    void sendDelayed(String bytes) throws IOException {
        pause();
        send(bytes);
    }

    /** Sends one byte, unless the response has arrived. */
    void sendByteUnlessAnswered() throws IOException {
        if (!hasResponse()) {
            sendDelayed(" ");
        }
    }

    boolean hasResponse() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** The next response; empty if the server has closed the connection. */
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

    /** Sends single bytes until the server has closed the connection. */
    void awaitClose() throws IOException {
        try {
            for (var sent = 0; sent < 1000; sent++) {
                sendDelayed(" ");
            }
        } catch (SocketException closed) {
            return;
        }
        throw new IllegalStateException("connection is still open");
    }

    static void pause() {
        try {
            Thread.sleep(30); // so that the service reads the bytes sent before alone
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
