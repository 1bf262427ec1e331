package org.keyledger.server.loopback;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells what was asked on this machine itself from what came over a network. */
public final class LoopbackCheck {

    private LoopbackCheck() {}

    /** What a proxy on this machine passes on is not from this machine. */
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
