package org.keyledger.server.management;

import jakarta.servlet.http.HttpServletRequest;

/** Answers {@code GET} and {@code HEAD} for one path of the management listener. The API has no such path. */
public interface ManagementEndpoint {

    /** Compared with the path as the client sent it: no other spelling of it leads here. */
    String path();

    ManagementResponse get(HttpServletRequest request);
}
