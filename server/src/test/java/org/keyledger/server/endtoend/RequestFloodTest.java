package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Slow and huge requests are refused with little memory, and health requests are answered meanwhile. */
@DisplayName("Sending oversized and slow requests")
class RequestFloodTest {

    private static final int CONNECTIONS = 300;
    private static final long MAX_GROWTH_KILOBYTES = 200L * 1024;
    private static final int SLICE = 16 * 1024;
    private static final String PATH = "/auth/signup";

    private final ServiceProcess program = SharedService.service();
    private final int port = Integer.parseInt(program.settings().get("SERVER_PORT"));
    private final ValidatingClient client = ValidatingClient.at("http://localhost:" + port);
    private final List<Socket> open = new ArrayList<>();

    @AfterEach
    void close_the_connection() throws IOException {
        for (var socket : open) {
            socket.close();
        }
    }

    @Test
    void ten_thousand_deep_is_refused() {
        send("[".repeat(10_000) + "]".repeat(10_000)).expect(400);
        send("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).expect(400);
    }

    @Test
    void a_million_keys_are_refused() throws IOException {
        var keys =
                IntStream.range(0, 1_000_000).mapToObj(n -> "\"k" + n + "\":1").collect(Collectors.joining(","));
        assertThat(status(declared(("{" + keys + "}").getBytes(ISO_8859_1)))).isEqualTo(413);
    }

    /** Sent in chunks without a length header; only the bytes that are needed to refuse it are read. */
    @Test
    void sixty_megabytes_are_refused_and_not_kept() throws IOException {
        var before = residentKilobytes();
        for (var tried = 0; tried < 3; tried++) {
            var chunk = new byte[60 * 1024 * 1024];
            assertThat(status(chunked(chunk))).isEqualTo(413);
            assertThat(status(declared(chunk))).isEqualTo(413);
        }
        health();
        assertThat(residentKilobytes() - before).isLessThan(MAX_GROWTH_KILOBYTES);
    }

    @Test
    void endless_headers_delay_no_other_request() throws IOException {
        for (var one = 0; one < CONNECTIONS; one++) {
            write(connect(), "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nX-A: ");
        }
        health();
    }

    /** For half of them an endpoint waits for the body; the others are refused by their headers. */
    @Test
    void slow_bodies_delay_no_other_request_and_are_aborted() throws IOException {
        var before = residentKilobytes();
        var key = program.client().signUp("drip@example.com").expect(201).string("/api_key");
        var awaited = dripping(PATH);
        var turnedAway = dripping("/customer/keys");
        for (var one : turnedAway) {
            assertThat(status(one.getInputStream())).isEqualTo(401);
        }
        for (var second = 0; second < 20 && awaited.stream().anyMatch(one -> !hasAnswer(one)); second++) {
            health();
            assertThat(program.client().check(key)).isEqualTo(200);
            awaited.forEach(RequestFloodTest::drip);
            turnedAway.forEach(RequestFloodTest::drip);
            ServiceProcess.sleep(1_000);
        }
        for (var one : awaited) {
            assertThat(status(one.getInputStream())).isEqualTo(408);
        }
        assertThat(residentKilobytes() - before).isLessThan(MAX_GROWTH_KILOBYTES);
    }

    /** Each from another address. */
    private List<Socket> dripping(String path) throws IOException {
        var sockets = new ArrayList<Socket>();
        for (var one = 0; one < CONNECTIONS; one++) {
            var socket = connect();
            write(
                    socket,
                    "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 60000\r\nX-Forwarded-For: 10.79." + (2 + one / 250) + "." + one % 250
                            + "\r\n\r\n{");
            sockets.add(socket);
        }
        return sockets;
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void drip(Socket socket) {
        try {
            write(socket, " ");
        } catch (IOException hungUp) {
            assertThat(socket.isConnected()).isTrue(); // its response can still be read
        }
    }

    private Response send(String body) {
        return client.from("10.79.1.1")
                .with("Content-Type", "application/json")
                .call("POST", PATH, BodyPublishers.ofString(body));
    }

    private void health() {
        var start = System.nanoTime();
        client.get("/health/live").expect(200);
        client.get("/health/ready").expect(200);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    private InputStream chunked(byte[] body) throws IOException {
        return flood("Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n", body);
    }

    private InputStream declared(byte[] body) throws IOException {
        return flood("Content-Length: " + body.length + "\r\n\r\n", body);
    }

    /** Sends until the server has responded. */
    private InputStream flood(String headers, byte[] body) throws IOException {
        var socket = connect();
        write(
                socket,
                "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "X-Forwarded-For: 10.79.1.2\r\n" + headers);
        for (var sent = 0; sent < body.length && socket.getInputStream().available() == 0; sent += SLICE) {
            socket.getOutputStream().write(body, sent, Math.min(SLICE, body.length - sent));
            ServiceProcess.sleep(1);
        }
        return socket.getInputStream();
    }

    private Socket connect() throws IOException {
        var socket = new Socket("localhost", port);
        socket.setSoTimeout(30_000);
        open.add(socket);
        return socket;
    }

    private static void write(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static int status(InputStream answer) throws IOException {
        return Integer.parseInt(new String(answer.readNBytes(12), ISO_8859_1).substring(9));
    }

    private long residentKilobytes() throws IOException {
        var status = Path.of("/proc", String.valueOf(program.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
