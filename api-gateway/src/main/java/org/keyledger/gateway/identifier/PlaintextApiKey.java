package org.keyledger.gateway.identifier;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.KeyPrefix;

/**
 * An API key in plain text: {@code <brand>_<env>_<id>.<secret><crc>}. The last six characters are the CRC-32 (IEEE) of
 * all characters before them, so that a secret scanner can recognise a key offline.
 */
public final class PlaintextApiKey {

    static final int HANDLE_LENGTH = 12;
    static final int SECRET_LENGTH = 32;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int MAX_LENGTH = 128;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,32}_(?:live|test)_[0-9A-Za-z]{" + HANDLE_LENGTH
            + "}\\.[0-9A-Za-z]{" + (SECRET_LENGTH + CHECKSUM_LENGTH) + "}");

    private final String text;

    private PlaintextApiKey(String text) {
        this.text = text;
    }

    static PlaintextApiKey create(String brand, Environment environment, String handle, String secret) {
        var checked = brand + "_" + environment + "_" + handle + "." + secret;
        return new PlaintextApiKey(checked + checksum(checked));
    }

    /** Empty if the text has another form or a wrong checksum. */
    public static Optional<PlaintextApiKey> read(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        var checked = text.substring(0, text.length() - CHECKSUM_LENGTH);
        return text.endsWith(checksum(checked)) ? Optional.of(new PlaintextApiKey(text)) : Optional.empty();
    }

    private static String checksum(String checked) {
        var crc = new CRC32();
        crc.update(checked.getBytes(StandardCharsets.UTF_8));
        return Base62.digits(crc.getValue(), CHECKSUM_LENGTH);
    }

    /** All characters before the dot; public. */
    public KeyPrefix prefix() {
        return KeyPrefix.parse(text.substring(0, text.indexOf('.')));
    }

    /** SHA-256 of all characters after the dot. A secret of 190 random bits needs no slow hash. */
    public Digest digest() {
        return Digest.of(text.substring(text.indexOf('.') + 1));
    }

    public String lastFour() {
        return text.substring(text.length() - 4);
    }

    /** The whole key, for the one response that contains it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "PlaintextApiKey[" + prefix() + "]";
    }
}
