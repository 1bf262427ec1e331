package org.keyledger.gateway.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpHeaders;

/** A text that is the same for everybody until the service is restarted. It is compressed once. */
final class PublicDocument {

    private static final int TAG_BYTES = 8;

    private final String type;
    private final byte[] plain;
    private final byte[] compressed;
    private final String tag;

    PublicDocument(String type, String text) {
        this.type = type;
        this.plain = text.getBytes(UTF_8);
        this.compressed = compress(plain);
        this.tag = tag(plain);
    }

    private static byte[] compress(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(hash, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Responds with the text, or with 304 if the client has it (RFC 9110, section 13.1.2). */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        var isCompressed = accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
        // two encodings are two representations with different tags
        var entityTag = "\"" + tag + (isCompressed ? "-gzip\"" : "\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=300");
        response.setHeader(HttpHeaders.ETAG, entityTag);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        var known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && (known.equals("*") || known.contains(entityTag))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        var body = isCompressed ? compressed : plain;
        if (isCompressed) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
