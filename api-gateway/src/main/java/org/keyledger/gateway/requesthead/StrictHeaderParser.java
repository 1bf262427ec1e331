package org.keyledger.gateway.requesthead;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.http.parser.HttpHeaderParser;

/**
 * Tomcat's parser of request headers without its tolerance: a line that ends with a bare LF (RFC 9112, section 2.2), a
 * folded line (section 5.2), a body with both {@code Transfer-Encoding} and {@code Content-Length} and
 * {@code Transfer-Encoding} in another version than HTTP/1.1 (section 6.1) are refused with 400, and the connection is
 * closed. A proxy in front may read such a request differently.
 */
final class StrictHeaderParser extends HttpHeaderParser {

    private final Request request;
    private final Http11InputBuffer input;
    private boolean requestLineChecked;

    private StrictHeaderParser(Request request, Http11InputBuffer input) {
        super(new FoldRefusingSource(input), request.getMimeHeaders(), false);
        this.request = request;
        this.input = input;
    }

    /** HTTP/1.1 over NIO with this parser. It is public because Tomcat creates it by its name. */
    public static final class Protocol extends Http11NioProtocol {

        /** Tomcat has no setting for it, so the parser replaces the one that Tomcat's buffer has created. */
        private static final Field PARSER = parserField();

        @Override
        protected Processor createProcessor() {
            var processor = super.createProcessor();
            var input = (Http11InputBuffer) processor.getRequest().getInputBuffer();
            try {
                PARSER.set(input, new StrictHeaderParser(processor.getRequest(), input));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("Tomcat's header parser cannot be replaced", e);
            }
            return processor;
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
    }

    @Override
    public HeaderParseStatus parseHeader() throws IOException {
        if (!requestLineChecked) {
            requireCrLf(input.getHeaderByteBuffer());
            requestLineChecked = true;
        }
        var status = super.parseHeader();
        if (status == HeaderParseStatus.DONE) {
            requireOneFraming();
        }
        return status;
    }

    @Override
    public void recycle() {
        super.recycle();
        requestLineChecked = false;
    }

    /** The buffer begins with the request line and has been read to its end. */
    private static void requireCrLf(ByteBuffer head) {
        for (var i = 0; i < head.position(); i++) {
            if (head.get(i) == '\n' && (i == 0 || head.get(i - 1) != '\r')) {
                throw new IllegalArgumentException("request line ends with a bare LF");
            }
        }
    }

    private void requireOneFraming() {
        var headers = request.getMimeHeaders();
        if (headers.getValue("Transfer-Encoding") != null
                && (headers.getValue("Content-Length") != null
                        || !request.protocol().equals("HTTP/1.1"))) {
            throw new IllegalArgumentException("ambiguous length of the body");
        }
    }

    /** The bytes of the head; refuses a line that begins with a blank. */
    private record FoldRefusingSource(Http11InputBuffer input) implements HeaderDataSource {

        @Override
        public boolean fillHeaderBuffer() throws IOException {
            return input.fillHeaderBuffer();
        }

        @Override
        public ByteBuffer getHeaderByteBuffer() {
            var head = input.getHeaderByteBuffer();
            var next = head.position();
            if (next > 0 && head.hasRemaining() && head.get(next - 1) == '\n' && isBlank(head.get(next))) {
                throw new IllegalArgumentException("folded header line");
            }
            return head;
        }

        private static boolean isBlank(byte octet) {
            return octet == ' ' || octet == '\t';
        }
    }
}
