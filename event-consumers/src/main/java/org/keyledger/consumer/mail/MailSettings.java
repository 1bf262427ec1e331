package org.keyledger.consumer.mail;

import java.net.URI;

/**
 * How mails look and where their links lead.
 *
 * @param publicUrl where people reach the service; links are made of this and of nothing a request says
 * @param product the name in subject and text
 */
public record MailSettings(URI publicUrl, String product) {

    public MailSettings {
        if (publicUrl.getScheme() == null || publicUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "PUBLIC_URL is a whole address like https://id.example.com, not " + publicUrl);
        }
    }

    /** An absolute link to a path of the service. */
    String link(String pathAndQuery) {
        return publicUrl.toString().replaceFirst("/+$", "") + pathAndQuery;
    }
}
