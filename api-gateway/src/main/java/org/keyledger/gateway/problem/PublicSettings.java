package org.keyledger.gateway.problem;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the world reaches this service.
 *
 * @param publicUrl http or https, no path: links, issuer and problem types begin with it, never with a request's host
 */
@ConfigurationProperties("keyledger")
public record PublicSettings(
        @DefaultValue("http://localhost:8080") URI publicUrl) {

    public PublicSettings {
        var scheme = publicUrl.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme)) || publicUrl.getHost() == null) {
            throw new IllegalArgumentException("PUBLIC_URL must be http:// or https:// and a host");
        }
        if (publicUrl.getUserInfo() != null || publicUrl.getQuery() != null || publicUrl.getFragment() != null) {
            throw new IllegalArgumentException("PUBLIC_URL must not have user, query or fragment");
        }
        publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
    }

    public boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    /** @param path begins with a slash */
    public String urlOf(String path) {
        return publicUrl + path;
    }
}
