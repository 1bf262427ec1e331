package org.keyledger.gateway.problem;

import java.net.URI;
import java.util.Locale;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The URL at which clients reach this service. Links, issuer and problem types are built from it, never from a request's
 * {@code Host}.
 *
 * @param publicUrl without slashes at its end
 */
@ConfigurationProperties("keyledger")
public record PublicSettings(
        @DefaultValue("http://localhost:8080") URI publicUrl) {

    public static final Setting<URI> PUBLIC_URL = Setting.of(
            "keyledger.public-url",
            Bound.of(
                    "an http or https URL with a host and without user, query and fragment, such as"
                            + " https://id.example.com",
                    PublicSettings::isPublic),
            "The URL at which clients reach the API. Links in mails, the issuer of tokens and problem types begin with"
                    + " it.");

    public PublicSettings {
        PUBLIC_URL.require(publicUrl);
        publicUrl = URI.create(publicUrl.toString().replaceAll("/+$", ""));
    }

    private static boolean isPublic(URI url) {
        var scheme = url.getScheme();
        return ("http".equals(scheme) || "https".equals(scheme))
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null;
    }

    public boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    /** As browsers send it in {@code Origin} (RFC 6454, section 6.2): in lower case, without path and default port. */
    public String origin() {
        var defaultPort = secure() ? 443 : 80;
        var port = publicUrl.getPort() == -1 || publicUrl.getPort() == defaultPort ? "" : ":" + publicUrl.getPort();
        return (publicUrl.getScheme() + "://" + publicUrl.getHost()).toLowerCase(Locale.ROOT) + port;
    }

    /** @param path begins with a slash */
    public String urlOf(String path) {
        return publicUrl + path;
    }
}
