package org.keyledger.consumer.mail;

import java.util.Optional;

/**
 * The values that the templates of a mail show.
 *
 * @param expiry until when the link works, as text
 * @param endsApiKeys whether the API keys end when the link is used
 * @param apiKey the key that the mail is about
 */
record EmailContent(
        String subject,
        String greeting,
        String product,
        String homeUrl,
        String forgotPasswordUrl,
        Optional<String> link,
        Optional<String> expiry,
        boolean endsApiKeys,
        Optional<ApiKey> apiKey) {

    /**
     * @param label empty if it must not be shown
     * @param prefix of a key with a secret
     * @param signingKeyId of a signing key
     * @param created when it was created, as text
     */
    record ApiKey(Optional<String> label, Optional<String> prefix, Optional<String> signingKeyId, String created) {}

    /** @throws java.util.NoSuchElementException if the mail has no link */
    String requireLink() {
        return link.orElseThrow();
    }

    /** @throws java.util.NoSuchElementException if the link of the mail does not expire */
    String requireExpiry() {
        return expiry.orElseThrow();
    }

    /** @throws java.util.NoSuchElementException if the mail is about no API key */
    ApiKey requireApiKey() {
        return apiKey.orElseThrow();
    }

    /** Without the link, which contains a token. */
    @Override
    public String toString() {
        return "EmailContent[" + subject + "]";
    }
}
