package org.keyledger.gateway.federation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A log-in with a provider that did not succeed. The message is for the log: it has no code, token or personal data.
 */
public final class ProviderFailedException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why it did not succeed; in lower case with hyphens it is the parameter {@code error} of the log-in page. */
    public enum Reason {
        /** The person refused, or closed the page of the provider. */
        ACCESS_DENIED,
        /** The response is missing, was used before, is too old or belongs to another browser. */
        INVALID_STATE,
        /** The provider could not be reached, or answered with an error. */
        PROVIDER_UNAVAILABLE,
        /** What the provider answered is not valid. */
        INVALID_PROVIDER_RESPONSE,
        /** The provider has not verified an address of this person. */
        ADDRESS_NOT_VERIFIED,
        /** The address has an account, whose owner must log in and confirm the link. */
        CONFIRMATION_REQUIRED,
        /** The provider has not said that the person logged in there just now. */
        LOG_IN_NOT_RECENT,
        /** The identity is not linked to the account that has to be confirmed. */
        OTHER_ACCOUNT;

        public static Optional<Reason> ofSlug(String slug) {
            return Arrays.stream(values()).filter(it -> it.slug().equals(slug)).findFirst();
        }

        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    ProviderFailedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ProviderFailedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
