package org.keyledger.consumer.mail;

import java.net.URI;

/**
 * Settings of the mailer.
 *
 * @param publicUrl base of all links, never taken from a request
 * @param product the name in subject and text
 */
public record MailSettings(URI publicUrl, String product) {

    public MailSettings {
        if (publicUrl.getScheme() == null || publicUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "publicUrl must be a URL with scheme and host, such as https://id.example.com, was " + publicUrl);
        }
    }

    /** An absolute link to a path of the service. */
    String link(String pathAndQuery) {
        return publicUrl.toString().replaceFirst("/+$", "") + pathAndQuery;
    }
}
