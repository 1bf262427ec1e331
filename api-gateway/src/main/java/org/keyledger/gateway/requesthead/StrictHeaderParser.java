package org.keyledger.gateway.requesthead;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.http.parser.HttpHeaderParser;
import org.keyledger.gateway.problem.RefusedHeadException;

/**
 * Tomcat's parser of request headers without its tolerance: a line that ends with a bare LF (RFC 9112, section 2.2), a
 * folded line (section 5.2), a body with both {@code Transfer-Encoding} and {@code Content-Length} and
 * {@code Transfer-Encoding} in another version than HTTP/1.1 (section 6.1) are refused with 400, because a proxy in
 * front may read such a request differently; too long or too many lines with 431. The connection is closed.
 */
final class StrictHeaderParser extends HttpHeaderParser {

    /** Maximum length of all header lines in bytes, with their line ends and without the request line. */
    static final int MAX_BYTES = 32 * 1024;

    static final int MAX_LINES = 200;

    private static final int NOT_STARTED = -1;
    private static final Field PARSER = parserField();

    private final Request request;
    private final Http11InputBuffer input;

    /** Length of the request line in bytes; the buffer begins with it. */
    private int begin = NOT_STARTED;

    private StrictHeaderParser(Request request, Http11InputBuffer input) {
        super(new FoldRefusingSource(input), request.getMimeHeaders(), false);
        this.request = request;
        this.input = input;
    }

    /** Replaces the parser that Tomcat's buffer has created, because Tomcat has no setting for it. */
    static void install(Request request) {
        var input = (Http11InputBuffer) request.getInputBuffer();
        try {
            PARSER.set(input, new StrictHeaderParser(request, input));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("Tomcat's header parser cannot be replaced", e);
        }
    }

    private static Field parserField() {
        try {
            var field = Http11InputBuffer.class.getDeclaredField("httpHeaderParser");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this version of Tomcat has another header parser", e);
        }
    }

    @Override
    public HeaderParseStatus parseHeader() throws IOException {
        if (begin == NOT_STARTED) {
            requireCrLf(input.getHeaderByteBuffer());
            begin = input.getHeaderByteBuffer().position();
        }
        var status = parseLine();
        if (input.getHeaderByteBuffer().position() - begin > MAX_BYTES) {
            throw RefusedHeadException.tooLarge();
        }
        if (status == HeaderParseStatus.DONE) {
            requireOneHost();
            requireOneFraming();
        }
        return status;
    }

    private HeaderParseStatus parseLine() throws IOException {
        try {
            return super.parseHeader();
        } catch (RefusedHeadException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw RefusedHeadException.tooLarge(); // Tomcat has counted one line more than it may store
        } catch (IllegalArgumentException e) {
            throw RefusedHeadException.malformed("malformed header line"); // Tomcat's message contains the line
        }
    }

    @Override
    public void recycle() {
        super.recycle();
        begin = NOT_STARTED;
    }

    /** The buffer begins with the request line and has been read to its end. */
    private static void requireCrLf(ByteBuffer head) {
        for (var i = 0; i < head.position(); i++) {
            if (head.get(i) == '\n' && (i == 0 || head.get(i - 1) != '\r')) {
                throw RefusedHeadException.malformed("request line ends with a bare LF");
            }
        }
    }

    /** RFC 9112, section 3.2. Tomcat checks the same later, without a reason. */
    private void requireOneHost() {
        var hosts = Collections.list(request.getMimeHeaders().values("Host")).size();
        if (hosts > 1) {
            throw RefusedHeadException.malformed("more than one Host");
        }
        if (hosts == 0 && request.protocol().equals("HTTP/1.1")) {
            throw RefusedHeadException.malformed("no Host");
        }
    }

    private void requireOneFraming() {
        var headers = request.getMimeHeaders();
        var lengths = Collections.list(headers.values("Content-Length"));
        if (lengths.size() > 1 || !lengths.stream().allMatch(StrictHeaderParser::isNumber)) {
            throw RefusedHeadException.malformed("malformed Content-Length");
        }
        if (headers.getValue("Transfer-Encoding") != null
                && (headers.getValue("Content-Length") != null
                        || !request.protocol().equals("HTTP/1.1"))) {
            throw RefusedHeadException.malformed("ambiguous length of the body");
        }
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }

    /** The bytes of the head; refuses a line that begins with a blank. */
    private record FoldRefusingSource(Http11InputBuffer input) implements HeaderDataSource {

        @Override
        public boolean fillHeaderBuffer() throws IOException {
            try {
                return input.fillHeaderBuffer();
            } catch (IllegalArgumentException e) {
                throw RefusedHeadException.tooLarge(); // Tomcat's buffer is full
            }
        }

        @Override
        public ByteBuffer getHeaderByteBuffer() {
            var head = input.getHeaderByteBuffer();
            var next = head.position();
            if (next > 0 && head.hasRemaining() && head.get(next - 1) == '\n' && isBlank(head.get(next))) {
                throw RefusedHeadException.malformed("folded header line");
            }
            return head;
        }

        private static boolean isBlank(byte octet) {
            return octet == ' ' || octet == '\t';
        }
    }
}
