package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.Erased;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Encrypts the annotated fields in the JSON of a record, and decrypts them.
 *
 * <p>An encrypted field is {@code {"$sealed": <ciphertext in base64>, "under": <subject>}}, so that it can be decrypted
 * without the class that wrote it; a field of two subjects has an array of both. It can be decrypted only at its own place: the parts of the place and the path of the
 * field are its associated data.
 */
public final class FieldEncryptor {

    private static final String CIPHERTEXT = "$sealed";
    private static final String SUBJECT = "under";
    private static final JsonNode ERASED = JsonNodeFactory.instance.stringNode(Erased.REPLACEMENT);

    /** How JSON escapes {@link Erased#REPLACEMENT}, which begins with U+0000. */
    private static final String ERASED_JSON = "\\u0000" + Erased.REPLACEMENT.substring(1);

    private final SubjectKeys keys;
    private final ObjectMapper mapper;
    private final AesGcm aesGcm;

    public FieldEncryptor(SubjectKeys keys, ObjectMapper mapper, SecureRandom random) {
        this.keys = keys;
        this.mapper = mapper;
        this.aesGcm = new AesGcm(random);
    }

    /** The keys that the fields are encrypted with. */
    public SubjectKeys keys() {
        return keys;
    }

    /** Removes a subject's key from memory, because it was destroyed. */
    public void evict(String subject) {
        keys.evict(subject);
        aesGcm.forgetKeys();
    }

    /** The subject whose key may be created together with this record. */
    public static Optional<String> createdSubject(Object payload) {
        return payload instanceof Record record
                ? SealedFields.of(record.getClass()).createdSubject().map(component -> subject(component, record))
                : Optional.empty();
    }

    /**
     * The JSON of an object with its annotated fields encrypted; those of a destroyed subject become erased.
     *
     * @param place where the object is stored, outermost part first
     * @throws UnknownSubjectException if the subject of a field has no key
     */
    public JsonNode encrypt(Object payload, List<String> place) {
        JsonNode tree = toPlainJson(payload);
        if (payload instanceof Record record) {
            encryptFields(record, tree, "", new Aad(place));
        }
        return tree;
    }

    /**
     * The JSON of an object without encryption.
     *
     * @throws IllegalArgumentException if it contains a field {@code $sealed}, which would be decrypted when it is read
     */
    public JsonNode toPlainJson(Object value) {
        JsonNode tree = mapper.valueToTree(value);
        if (tree.findValue(CIPHERTEXT) != null) {
            throw new IllegalArgumentException("no field may have the name " + CIPHERTEXT);
        }
        return tree;
    }

    /** One value, encrypted with the key of the given subject. */
    public JsonNode encrypt(JsonNode value, String subject, String field, List<String> place) {
        return encrypt(value, List.of(subject), field, new Aad(place));
    }

    /**
     * Decrypts every encrypted field; one of a destroyed subject becomes {@link Erased#REPLACEMENT}.
     *
     * @throws FieldDecryptionException if a field was altered or encrypted for another place
     * @throws UnknownSubjectException if the subject of a field has no key
     */
    public JsonNode decrypt(JsonNode tree, List<String> place) {
        return decrypt(tree, "", new Aad(place));
    }

    /** Whether this JSON may contain an encrypted field; true also for a text that contains the field name. */
    static boolean hasEncryptedField(byte[] json) {
        return new String(json, ISO_8859_1).contains(CIPHERTEXT);
    }

    /** Whether this JSON may contain an erased field; true also for a text that contains the replacement. */
    public static boolean hasErasedField(byte[] json) {
        return new String(json, ISO_8859_1).contains(ERASED_JSON);
    }

    private void encryptFields(Record record, JsonNode node, String path, Aad aad) {
        SealedFields fields = SealedFields.of(record.getClass());
        for (SealedFields.SealedField field : fields.sealed()) {
            Object value = field.component().of(record);
            if (value != null) {
                String name = field.component().name();
                ObjectNode object = (ObjectNode) node;
                JsonNode plain = object.required(name);
                object.set(name, encrypt(plain, subjects(field, record), path + name, aad));
            }
        }
        if (node instanceof ObjectNode object) {
            for (SealedFields.Component component : fields.others()) {
                JsonNode child = object.get(component.name());
                if (child != null) {
                    encryptNested(component.of(record), child, path + component.name(), aad);
                }
            }
        }
    }

    private void encryptNested(@Nullable Object value, JsonNode node, String path, Aad aad) {
        if (value instanceof Record record) {
            encryptFields(record, node, path + ".", aad);
        } else if (value instanceof Iterable<?> elements && node instanceof ArrayNode array) {
            int index = 0;
            for (Object element : elements) {
                encryptNested(element, array.get(index), path + "." + index, aad);
                index++;
            }
        }
    }

    private static List<String> subjects(SealedFields.SealedField field, Record record) {
        return field.subjects().stream()
                .map(component -> subject(component, record))
                .distinct()
                .toList();
    }

    private JsonNode encrypt(JsonNode plain, List<String> subjects, String path, Aad aad) {
        if (ERASED.equals(plain)) {
            return plain;
        }
        Optional<SecretKey> key = keys.encryptionKey(subjects);
        if (key.isEmpty()) {
            return ERASED;
        }
        ObjectNode encrypted = JsonNodeFactory.instance.objectNode();
        encrypted.put(CIPHERTEXT, aesGcm.encrypt(key.get(), mapper.writeValueAsBytes(plain), aad.forField(path)));
        if (subjects.size() == 1) {
            encrypted.put(SUBJECT, subjects.get(0));
        } else {
            subjects.forEach(encrypted.putArray(SUBJECT)::add);
        }
        return encrypted;
    }

    private JsonNode decrypt(JsonNode node, String path, Aad aad) {
        if (node instanceof ObjectNode object) {
            if (object.has(CIPHERTEXT)) {
                return decryptField(object, path, aad);
            }
            String prefix = path.isEmpty() ? "" : path + ".";
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(decrypt(field.getValue(), prefix + field.getKey(), aad));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, decrypt(array.get(i), path + "." + i, aad));
            }
        }
        return node;
    }

    private JsonNode decryptField(ObjectNode encrypted, String path, Aad aad) {
        Optional<SecretKey> key = keys.encryptionKey(subjects(encrypted.required(SUBJECT)));
        if (key.isEmpty()) {
            return ERASED;
        }
        try {
            return mapper.readTree(
                    aesGcm.decrypt(key.get(), encrypted.required(CIPHERTEXT).binaryValue(), aad.forField(path)));
        } catch (GeneralSecurityException | JacksonException e) {
            throw new FieldDecryptionException(path, e);
        }
    }

    private static List<String> subjects(JsonNode stored) {
        return stored instanceof ArrayNode several
                ? several.valueStream().map(JsonNode::stringValue).toList()
                : List.of(stored.stringValue());
    }

    private static String subject(SealedFields.Component component, Record record) {
        Object subject = component.of(record);
        if (subject == null) {
            throw new IllegalArgumentException("component " + component.name() + " of "
                    + record.getClass().getName() + " must name the subject, was null");
        }
        return subject.toString();
    }
}
