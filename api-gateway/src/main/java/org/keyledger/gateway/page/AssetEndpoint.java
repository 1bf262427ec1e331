package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.problem.Problem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /assets/<hash>/<name>}: a static file of the pages. Browsers keep it for a year (RFC 8246). */
@RestController
final class AssetEndpoint {

    private final Assets assets;

    AssetEndpoint(Assets assets) {
        this.assets = assets;
    }

    @GetMapping(Assets.PATH + "{hash}/{name}")
    void show(
            @PathVariable String hash,
            @PathVariable String name,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var file = assets.find(hash, name).orElseThrow(Problem.NOT_FOUND::toException);
        var encoding = request.getHeader("Accept-Encoding");
        var compressed = file.gzip().filter(bytes -> encoding != null && encoding.contains("gzip"));
        compressed.ifPresent(bytes -> response.setHeader("Content-Encoding", "gzip"));
        var body = compressed.orElse(file.bytes());
        response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
        response.setHeader("Vary", "Accept-Encoding");
        response.setContentType(file.type());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
