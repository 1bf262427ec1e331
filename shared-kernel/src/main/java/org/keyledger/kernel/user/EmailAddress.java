package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.keyledger.ledger.annotation.Erased;

/**
 * An e-mail address as its owner entered it. Mail is sent to {@link #stored()}; two addresses are the same if their
 * {@link #normalised()} forms are equal.
 */
public final class EmailAddress {

    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_PART_LENGTH = 64;
    private static final Pattern LOCAL_PART =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]");
    private static final EmailAddress ERASED = new EmailAddress("", "", "");

    private final String stored;

    private final String localPart;
    private final String domain;

    private EmailAddress(String stored, String localPart, String domain) {
        this.stored = stored;
        this.localPart = localPart;
        this.domain = domain;
    }

    /**
     * @throws IllegalArgumentException unless mail can be sent to the address: at most 254 characters, a local part of
     *     at most 64 characters without quotes, and a domain with at least two labels
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailAddress parse(String text) {
        if (text.equals(Erased.REPLACEMENT)) {
            return ERASED;
        }
        var stored = text.strip();
        var normalised = Normalizer.normalize(stored, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        var at = normalised.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL_PART_LENGTH || stored.length() > MAX_LENGTH) {
            throw toInvalidAddressException();
        }
        var localPart = Normalizer.normalize(normalised.substring(0, at), Normalizer.Form.NFKC);
        var domain = toAscii(normalised.substring(at + 1));
        if (!LOCAL_PART.matcher(localPart).matches() || !DOMAIN.matcher(domain).matches()) {
            throw toInvalidAddressException();
        }
        return new EmailAddress(stored, localPart, domain);
    }

    private static String toAscii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw toInvalidAddressException();
        }
    }

    private static IllegalArgumentException toInvalidAddressException() {
        return new IllegalArgumentException("must be an e-mail address");
    }

    /** As its owner entered it; mail is sent to this form. */
    @JsonValue
    public String stored() {
        return isErased() ? Erased.REPLACEMENT : stored;
    }

    /** The form in which addresses are compared: NFKC, lower case, the domain in its ASCII form. */
    public String normalised() {
        return localPart + "@" + domain;
    }

    public String localPart() {
        return localPart;
    }

    /** The domain in lower-case ASCII (IDNA). */
    public String domain() {
        return domain;
    }

    public boolean isErased() {
        return stored.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmailAddress address && stored.equals(address.stored);
    }

    @Override
    public int hashCode() {
        return stored.hashCode();
    }

    /** Hidden: an address in a log would outlive the user's erasure. */
    @Override
    public String toString() {
        return "EmailAddress[hidden]";
    }
}
