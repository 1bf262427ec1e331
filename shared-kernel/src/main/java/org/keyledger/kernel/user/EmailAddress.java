package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyledger.kernel.UnicodeText;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

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
     *     at most 64 characters without quotes, a domain with at least two labels, and no invisible characters
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailAddress parse(String text) {
        var stored = text.length() > MAX_LENGTH ? "" : text.strip();
        var at = stored.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL_PART_LENGTH) {
            throw toInvalidAddressException();
        }
        var localPart = toLocalPart(stored.substring(0, at));
        var domain = toDomain(stored.substring(at + 1));
        if (localPart.length() > MAX_LOCAL_PART_LENGTH
                || !LOCAL_PART.matcher(localPart).matches()
                || !DOMAIN.matcher(domain).matches()) {
            throw toInvalidAddressException();
        }
        return new EmailAddress(stored, localPart, domain);
    }

    /** An address that the rules refuse by now keeps its text and has no normalised form. */
    @StoredCreator
    static EmailAddress ofStored(String text) {
        if (text.equals(Erased.REPLACEMENT)) {
            return ERASED;
        }
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            return new EmailAddress(text, "", "");
        }
    }

    private static String toLocalPart(String text) {
        if (text.codePoints().anyMatch(UnicodeText::isControlOrInvisible)) {
            throw toInvalidAddressException();
        }
        var normalised = UnicodeText.toNfkc(UnicodeText.foldCase(UnicodeText.toNfkc(text)));
        requireSameSeparators(text, normalised);
        return normalised;
    }

    private static String toDomain(String text) {
        var ascii = InternationalDomain.toAscii(text).orElseThrow(EmailAddress::toInvalidAddressException);
        requireSameSeparators(text, ascii);
        return ascii;
    }

    /**
     * Refuses letters that become {@code @} or a dot, such as the full-width ones: a mail server would separate the
     * address at other places than we do.
     */
    private static void requireSameSeparators(String text, String normalised) {
        if (!text.equals(normalised)
                && text.chars().filter(EmailAddress::isSeparator).count()
                        != normalised.chars().filter(EmailAddress::isSeparator).count()) {
            throw toInvalidAddressException();
        }
    }

    private static boolean isSeparator(int character) {
        return character == '.' || character == '@';
    }

    private static IllegalArgumentException toInvalidAddressException() {
        return new IllegalArgumentException("must be an e-mail address");
    }

    /** As its owner entered it; mail is sent to this form. */
    @JsonValue
    public String stored() {
        return isErased() ? Erased.REPLACEMENT : stored;
    }

    /**
     * The address to which mail is sent: the local part as entered, the domain in its ASCII form (RFC 6531). Empty if
     * an earlier version accepted an address to which no mail can be sent.
     */
    public Optional<String> recipient() {
        return domain.isEmpty()
                ? Optional.empty()
                : Optional.of(stored.substring(0, stored.lastIndexOf('@') + 1) + domain);
    }

    /** The form in which addresses are compared: NFKC and case folded, the domain in its ASCII form. */
    public String normalised() {
        return localPart + "@" + domain;
    }

    public String localPart() {
        return localPart;
    }

    /** The domain in lower-case ASCII (UTS 46). */
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
