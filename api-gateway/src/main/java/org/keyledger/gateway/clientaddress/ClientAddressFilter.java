package org.keyledger.gateway.clientaddress;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.keyledger.kernel.network.CidrRange;
import org.keyledger.kernel.network.ClientAddress;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the client address of a request: the last hop that is not a trusted proxy. Entries that an untrusted hop added
 * or passed on can be forged and are ignored. If an entry of a trusted proxy names no address, the client address is
 * that of the proxy.
 */
public final class ClientAddressFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private final List<CidrRange> trusted;
    private final ProxySettings settings;

    ClientAddressFilter(ProxySettings settings) {
        this.settings = settings;
        this.trusted = settings.networks();
    }

    /** The client address of the request, or the address of the connection before the filter ran. */
    public static ClientAddress of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ClientAddress known ? known : peer(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        request.setAttribute(ATTRIBUTE, find(request));
        chain.doFilter(request, response);
    }

    ClientAddress find(HttpServletRequest request) {
        var client = peer(request);
        if (!isTrusted(client)) {
            return client;
        }
        var lines = Collections.list(request.getHeaders(settings.header()));
        var hops = settings.header().equals(ProxySettings.FORWARDED)
                ? ForwardedHeaderParser.parseForwarded(lines)
                : ForwardedHeaderParser.parseXForwardedFor(lines);
        for (var hop : hops) {
            if (!isTrusted(client)) {
                break;
            }
            client = hop;
        }
        return client;
    }

    private boolean isTrusted(ClientAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static ClientAddress peer(ServletRequest request) {
        return ClientAddress.parse(request.getRemoteAddr())
                .orElseThrow(() -> new IllegalStateException("the remote address is no IP address"));
    }
}
