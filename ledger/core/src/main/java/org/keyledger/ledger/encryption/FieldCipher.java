package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.keyledger.ledger.annotation.Erased;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Encrypts the JSON of one value to that of an encrypted field, {@code {"$sealed": <ciphertext in base64>, "under":
 * <subject>}}, and back. A field of two subjects has an array of both. The field of a destroyed subject becomes
 * {@link Erased#REPLACEMENT}, and that value is never encrypted.
 */
final class FieldCipher {

    static final String CIPHERTEXT = "$sealed";

    /** How JSON escapes {@link Erased#REPLACEMENT}, which begins with U+0000. */
    static final String ERASED_JSON = "\\u0000" + Erased.REPLACEMENT.substring(1);

    private static final String SUBJECT = "under";
    private static final byte[] ERASED = ('"' + ERASED_JSON + '"').getBytes(US_ASCII);
    private static final byte[] BEFORE_CIPHERTEXT = ("{\"" + CIPHERTEXT + "\":\"").getBytes(US_ASCII);
    private static final byte[] BEFORE_SUBJECT = ("\",\"" + SUBJECT + "\":").getBytes(US_ASCII);

    private final SubjectKeys keys;
    private final AesGcm aesGcm;

    FieldCipher(SubjectKeys keys, SecureRandom random) {
        this.keys = keys;
        this.aesGcm = new AesGcm(random);
    }

    SubjectKeys keys() {
        return keys;
    }

    void evict(String subject) {
        keys.evict(subject);
        aesGcm.forgetKeys();
    }

    /**
     * Dotted names and indexes of the value that is being read or written, from the outermost object inwards: what a field
     * is authenticated with, beside the place of the record.
     */
    static String path(TokenStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String outer = path(context.getParent());
        if (context.inArray()) {
            return outer + "." + context.getCurrentIndex();
        }
        return outer.isEmpty() ? context.currentName() : outer + "." + context.currentName();
    }

    /** @throws UnknownSubjectException if a subject has no key */
    void encrypt(byte[] json, List<String> subjects, byte[] aad, ByteArrayOutputStream output) {
        Optional<SecretKey> key = Arrays.equals(json, ERASED) ? Optional.empty() : keys.encryptionKey(subjects);
        if (key.isEmpty()) {
            output.writeBytes(ERASED);
            return;
        }
        output.writeBytes(BEFORE_CIPHERTEXT);
        output.writeBytes(Base64.getEncoder().encode(aesGcm.encrypt(key.get(), json, aad)));
        output.writeBytes(BEFORE_SUBJECT);
        writeSubjects(subjects, output);
        output.write('}');
    }

    private static void writeSubjects(List<String> subjects, ByteArrayOutputStream output) {
        if (subjects.size() == 1) {
            writeText(subjects.get(0), output);
            return;
        }
        char before = '[';
        for (String subject : subjects) {
            output.write(before);
            writeText(subject, output);
            before = ',';
        }
        output.write(']');
    }

    private static void writeText(String text, ByteArrayOutputStream output) {
        output.write('"');
        output.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(text));
        output.write('"');
    }

    /**
     * The JSON of the value.
     *
     * @param field at the name of the ciphertext; afterwards at the end of the encrypted field
     * @throws FieldDecryptionException if it was altered or encrypted for another place
     * @throws UnknownSubjectException if a subject has no key
     */
    byte[] decrypt(JsonParser field, Aad aad) {
        String path = path(field.streamReadContext().getParent());
        try {
            boolean first = field.streamReadContext().getCurrentIndex() == 0;
            field.nextToken();
            byte[] ciphertext = Base64.getDecoder().decode(field.getString());
            List<String> subjects = SUBJECT.equals(field.nextName()) ? subjects(field) : List.of();
            if (!first || subjects.isEmpty() || field.nextToken() != JsonToken.END_OBJECT) {
                throw new GeneralSecurityException("not the form of an encrypted field");
            }
            Optional<SecretKey> key = keys.encryptionKey(subjects);
            return key.isEmpty() ? ERASED : aesGcm.decrypt(key.get(), ciphertext, aad.forField(path));
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            throw new FieldDecryptionException(path, e);
        }
    }

    private static List<String> subjects(JsonParser field) {
        if (field.nextToken() == JsonToken.VALUE_STRING) {
            return List.of(field.getString());
        }
        List<String> subjects = new ArrayList<>();
        while (field.nextToken() == JsonToken.VALUE_STRING) {
            subjects.add(field.getString());
        }
        return subjects;
    }
}
