package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** A request whose remaining part is sent on demand. */
final class DelayedBodyRequest implements AutoCloseable {

    private static final int FIRST = 10;

    private final Socket socket;
    private final String rest;

    DelayedBodyRequest(ServiceProcess program, String path, String body) {
        try {
            socket = new Socket("localhost", Integer.parseInt(program.settings().get("SERVER_PORT")));
            send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body.substring(0, FIRST));
            rest = body.substring(FIRST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of the response. */
    int finish() throws IOException {
        send(rest);
        return Integer.parseInt(new String(socket.getInputStream().readNBytes(12), US_ASCII).substring(9));
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
