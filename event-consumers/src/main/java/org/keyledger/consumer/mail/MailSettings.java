package org.keyledger.consumer.mail;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the mailer.
 *
 * @param publicUrl base of all links, never taken from a request
 * @param product the name in subject and text
 * @param color of buttons, {@code #rrggbb}, on which white can be read
 * @param templates the operator's folder with texts; null for none
 */
public record MailSettings(
        URI publicUrl,
        String product,
        String color,
        @Nullable Path templates) {

    private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");

    public MailSettings {
        if (publicUrl.getScheme() == null || publicUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "publicUrl must be a URL with scheme and host, such as https://id.example.com, was " + publicUrl);
        }
    }

    /** An absolute link to a path of the service. */
    String link(String pathAndQuery) {
        return TRAILING_SLASHES.matcher(publicUrl.toString()).replaceFirst("") + pathAndQuery;
    }
}
