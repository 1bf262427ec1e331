package org.keyledger.server.loopback;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Checks whether a request comes from this machine. */
public final class LoopbackCheck {

    private LoopbackCheck() {}

    /** False for a request that a proxy on this machine forwards: its client may be anywhere. */
    public static boolean isLoopback(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
                    && request.getHeader("X-Forwarded-For") == null
                    && request.getHeader("Forwarded") == null;
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
