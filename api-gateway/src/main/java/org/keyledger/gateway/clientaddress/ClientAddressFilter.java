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
 * Finds the client of a request: the last hop that is not a proxy of ours. A trusted proxy's word leads one hop on; what
 * stands before the word of a stranger was written by that stranger and is not read.
 */
public final class ClientAddressFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private final List<CidrRange> trusted;
    private final ProxySettings settings;

    ClientAddressFilter(ProxySettings settings) {
        this.settings = settings;
        this.trusted = settings.networks();
    }

    /** Who sent the request, once and for all that is done with it. */
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
        for (var i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
            if (hops.get(i).isEmpty()) {
                return client;
            }
            client = hops.get(i).get();
        }
        return client;
    }

    private boolean isTrusted(ClientAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private static ClientAddress peer(ServletRequest request) {
        return ClientAddress.parse(request.getRemoteAddr())
                .orElseThrow(() -> new IllegalStateException("a connection comes from an address"));
    }
}
