package org.keyledger.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.Stream;

/** Builds requests in wire format (RFC 9112), so that one request can be sent many times. */
final class HttpRequests {

    private HttpRequests() {}

    /** @param headers each as {@code Name: value} */
    static byte[] get(String path, String... headers) {
        return bytes("GET " + path, "", headers);
    }

    static byte[] post(String path, String... headers) {
        return bytes("POST " + path, "", with("Content-Length: 0", headers));
    }

    static byte[] postJson(String path, String body, String... headers) {
        return bytes(
                "POST " + path,
                body,
                with("Content-Length: " + body.length(), with("Content-Type: application/json", headers)));
    }

    private static String[] with(String header, String... others) {
        return Stream.concat(Stream.of(header), Stream.of(others)).toArray(String[]::new);
    }

    private static byte[] bytes(String target, String body, String... headers) {
        StringBuilder text = new StringBuilder(target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return text.append("\r\n").append(body).toString().getBytes(UTF_8);
    }
}
