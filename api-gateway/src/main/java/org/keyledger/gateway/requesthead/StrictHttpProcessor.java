package org.keyledger.gateway.requesthead;

import jakarta.servlet.RequestDispatcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.RefusedHeadException;

/**
 * Accepts what RFC 3986, section 3.2.2 allows in a host name and Tomcat does not, such as {@code key_ledger}, and parses
 * the head with {@link StrictHeaderParser}.
 */
final class StrictHttpProcessor extends Http11Processor {

    /**
     * Accepted in a request target, because browsers send them unescaped and a proxy passes them on;
     * {@link RequestTargetFilter} refuses them everywhere except below {@code /auth/check/}.
     */
    static final String UNESCAPED = "\"<>[\\]^`{|}";

    private static final Pattern HOST_CHARACTERS = Pattern.compile("[-_~!$&'()*+,;=]|%[0-9A-Fa-f]{2}");

    private static final int MAX_DISCARDED_READS = 32;

    private StrictHttpProcessor(Protocol protocol) {
        super(protocol, protocol.getAdapter());
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        var state = super.service(socket);
        if (state == SocketState.CLOSED && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null) {
            discardArrived(socket);
        }
        return state;
    }

    /** Closing a connection with unread bytes resets it, and the client may not see the response then. */
    private static void discardArrived(SocketWrapperBase<?> socket) {
        var rest = ByteBuffer.allocate(StrictHeaderParser.MAX_BYTES);
        try {
            for (var read = 0; read < MAX_DISCARDED_READS && socket.read(false, rest.clear()) > 0; read++) {
                // the bytes are not needed
            }
        } catch (IOException e) {
            // the client has closed the connection
        }
    }

    @Override
    protected void parseHost(@Nullable MessageBytes header) {
        var wasError = getErrorState().isError();
        var host = header == null ? null : header.toString();
        if (host == null
                || host.startsWith("[")
                || !HOST_CHARACTERS.matcher(host).find()) {
            super.parseHost(header);
        } else {
            parseRegisteredName(host);
        }
        if (!wasError && getErrorState().isError()) {
            request.setAttribute(RequestDispatcher.ERROR_EXCEPTION, RefusedHeadException.malformed("invalid Host"));
        }
    }

    /** Replaces the characters for Tomcat's check only; {@code Host} and server name keep them. */
    private void parseRegisteredName(String host) {
        var replaced = MessageBytes.newInstance();
        replaced.setString(HOST_CHARACTERS.matcher(host).replaceAll("a"));
        replaced.toBytes();
        super.parseHost(replaced);
        request.serverName().setString(host.replaceFirst(":[0-9]*$", ""));
    }

    /**
     * HTTP/1.1 over NIO with this processor and {@link ForwardAuthAdapter}. It is public because Tomcat creates it by its
     * name.
     */
    public static final class Protocol extends Http11NioProtocol {

        private static final int MAX_REQUEST_LINE_BYTES = 8 * 1024;

        public Protocol() {
            setMaxHeaderCount(StrictHeaderParser.MAX_LINES);
            setRelaxedPathChars(UNESCAPED);
            setRelaxedQueryChars(UNESCAPED);
        }

        /** Spring Boot sets its own default; the limit of the header lines needs this one. */
        @Override
        public int getMaxHttpRequestHeaderSize() {
            return MAX_REQUEST_LINE_BYTES + StrictHeaderParser.MAX_BYTES;
        }

        @Override
        public void setAdapter(Adapter adapter) {
            super.setAdapter(new ForwardAuthAdapter(adapter));
        }

        @Override
        protected Processor createProcessor() {
            var processor = new StrictHttpProcessor(this);
            StrictHeaderParser.install(processor.getRequest());
            return processor;
        }
    }
}
