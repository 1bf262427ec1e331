package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.encryption.EncryptingGenerator.EncryptedFields;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/**
 * Writes JSON with encrypted fields, and decrypts them.
 *
 * <p>An encrypted field is {@code {"$sealed": <ciphertext in base64>, "under": <subject>}}, so that it can be decrypted
 * without the class that wrote it; a field of two subjects has an array of both. It can be decrypted only at its own place:
 * the parts of the place and the path of the field are its associated data.
 */
public final class FieldEncryptor {

    private final FieldCipher cipher;
    private final ObjectMapper mapper;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    public FieldEncryptor(SubjectKeys keys, ObjectMapper mapper, SecureRandom random) {
        this.cipher = new FieldCipher(keys, random);
        this.mapper = mapper;
        this.writer = mapper.writer().without(SerializationFeature.WRAP_EXCEPTIONS);
        this.reader = mapper.reader().without(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    /** The keys that the fields are encrypted with. */
    public SubjectKeys keys() {
        return cipher.keys();
    }

    /** Removes a subject's key from memory, because it was destroyed. */
    public void evict(String subject) {
        cipher.evict(subject);
    }

    /** The subject whose key may be created together with this record. */
    public static Optional<String> createdSubject(Object payload) {
        return payload instanceof Record record
                ? SealedFields.of(record.getClass()).createdSubject(record)
                : Optional.empty();
    }

    /**
     * The JSON of an object with the annotated fields of its records encrypted; those of a destroyed subject become erased.
     *
     * @param place where the object is stored, outermost part first
     * @throws UnknownSubjectException if the subject of a field has no key
     * @throws IllegalArgumentException if it contains a field {@code $sealed}, which would be decrypted when it is read
     */
    public byte[] encrypt(Object payload, List<String> place) {
        return encrypt(payload, null, place);
    }

    /**
     * Like {@link #encrypt(Object, List)}, of a map: the entries with these names, all of which it has, are encrypted with
     * the key of the subject.
     */
    public byte[] encrypt(Map<String, ?> entries, Set<String> names, String subject, List<String> place) {
        List<String> subjects = List.of(subject);
        return encrypt(
                entries, new EncryptedFields(name -> names.contains(name) ? subjects : List.of(), names.size()), place);
    }

    private byte[] encrypt(Object value, @Nullable EncryptedFields ofRoot, List<String> place) {
        EncryptingGenerator json = new EncryptingGenerator(mapper, cipher, new Aad(place), ofRoot);
        try (json) {
            writer.writeValue(json, value);
        }
        return json.toByteArray();
    }

    /**
     * The JSON with each encrypted field replaced by its value; one of a destroyed subject becomes
     * {@link Erased#REPLACEMENT}.
     *
     * @throws FieldDecryptionException if a field was altered or encrypted for another place
     * @throws UnknownSubjectException if the subject of a field has no key
     */
    public byte[] decrypt(byte[] json, List<String> place) {
        return contains(json, FieldCipher.CIPHERTEXT) ? decrypt(json, new Aad(place)) : json;
    }

    private byte[] decrypt(byte[] json, Aad aad) {
        ByteArrayOutputStream output = new ByteArrayOutputStream(json.length);
        int copied = 0;
        try (JsonParser parser = reader.createParser(json)) {
            int startOfObject = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    startOfObject = (int) parser.currentTokenLocation().getByteOffset();
                } else if (token == JsonToken.PROPERTY_NAME && FieldCipher.CIPHERTEXT.equals(parser.currentName())) {
                    output.write(json, copied, startOfObject - copied);
                    output.writeBytes(cipher.decrypt(parser, aad));
                    copied = (int) parser.currentLocation().getByteOffset();
                }
            }
        }
        output.write(json, copied, json.length - copied);
        return output.toByteArray();
    }

    /** Whether this JSON may contain an erased field; true also for a text that contains the replacement. */
    public static boolean hasErasedField(byte[] json) {
        return contains(json, FieldCipher.ERASED_JSON);
    }

    /** A search of a string is faster than any loop over the bytes. */
    private static boolean contains(byte[] json, String text) {
        return new String(json, ISO_8859_1).contains(text);
    }
}
