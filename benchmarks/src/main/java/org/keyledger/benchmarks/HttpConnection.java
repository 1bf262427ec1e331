package org.keyledger.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP/1.1 connection to the loopback address, blocking, one request at a time; reconnects if the service closed it.
 * Does the minimum, so that the client uses little CPU on the shared machine.
 */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 120_000;
    private static final int MAX_RESPONSE_BYTES = 64 * 1024;
    private static final String HEAD_END = "\r\n\r\n";

    private final int port;
    private Socket socket;
    private final byte[] buffer = new byte[MAX_RESPONSE_BYTES];

    /**
     * @param head the status line and the headers
     * @param text the body as received, including chunk sizes
     */
    record Response(int status, String head, String text) {

        Response expect(int expected) throws IOException {
            if (status != expected) {
                throw new IOException("expected status " + expected + ", was " + this);
            }
            return this;
        }

        /** The first string field with this name, at any depth. */
        String field(String name) throws IOException {
            return find("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"", text);
        }

        /** The first string field with this name in the first object with that name. */
        String field(String object, String name) throws IOException {
            return find("\"" + object + "\"\\s*:\\s*\\{[^}]*\"" + name + "\"\\s*:\\s*\"([^\"]+)\"", text);
        }

        String header(String name) throws IOException {
            return find("(?im)^" + name + ": ([^\\r]+)", head);
        }

        /** The value of a cookie that the response sets. */
        String cookie(String name) throws IOException {
            return find("(?im)^set-cookie: " + name + "=([^;\\r]+)", head);
        }

        private static String find(String pattern, String text) throws IOException {
            Matcher matcher = Pattern.compile(pattern).matcher(text);
            if (!matcher.find()) {
                throw new IOException("no " + pattern + " in " + text);
            }
            return matcher.group(1);
        }
    }

    private HttpConnection(int port) throws IOException {
        this.port = port;
        this.socket = connect(port);
    }

    static HttpConnection open(int port) throws IOException {
        return new HttpConnection(port);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    int port() {
        return port;
    }

    Response send(byte[] request) throws IOException {
        if (socket.isClosed()) {
            socket = connect(port);
        }
        socket.getOutputStream().write(request);
        InputStream in = socket.getInputStream();
        int length = 0;
        while (true) {
            int read = length == buffer.length ? -1 : in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                throw new EOFException("incomplete response: " + new String(buffer, 0, length, ISO_8859_1));
            }
            length += read;
            String seen = new String(buffer, 0, length, ISO_8859_1);
            int body = seen.indexOf(HEAD_END) + HEAD_END.length();
            if (body >= HEAD_END.length()) {
                String head = seen.substring(0, body).toLowerCase(Locale.ROOT);
                if (isComplete(seen, head)) {
                    return toResponse(seen, head);
                }
            }
        }
    }

    private Response toResponse(String seen, String head) throws IOException {
        if (head.contains("\r\nconnection: close\r\n")) {
            socket.close();
        }
        int body = head.length();
        return new Response(Integer.parseInt(head, 9, 12, 10), seen.substring(0, body), seen.substring(body));
    }

    /** RFC 9112, section 6: a body ends by its length or with an empty chunk. */
    private static boolean isComplete(String seen, String head) {
        int body = head.length();
        if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
            return seen.startsWith("0" + HEAD_END, body) || seen.endsWith("\r\n0" + HEAD_END);
        }
        String field = "\r\ncontent-length: ";
        int at = head.indexOf(field);
        int value = at + field.length();
        int length = at < 0 ? 0 : Integer.parseInt(head, value, head.indexOf('\r', value), 10);
        return seen.length() >= body + length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
