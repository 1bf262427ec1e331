package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
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
 * Seals the marked fields of a record's JSON in place and opens them again.
 *
 * <p>A sealed field is {@code {"$sealed": <box in base64>, "under": <subject>}}, so that history opens without the class
 * that wrote it. It opens only at its own place: the place's parts and the path of the field are authenticated.
 */
public final class FieldEncryptor {

    private static final String SEALED = "$sealed";
    private static final String UNDER = "under";
    private static final JsonNode ERASED = JsonNodeFactory.instance.stringNode(Erased.REPLACEMENT);

    private final SubjectKeys keys;
    private final ObjectMapper mapper;

    public FieldEncryptor(SubjectKeys keys, ObjectMapper mapper) {
        this.keys = keys;
        this.mapper = mapper;
    }

    /** The keys that this veil seals with. */
    public SubjectKeys keys() {
        return keys;
    }

    /** The subject whose key may be created together with this record. */
    public static Optional<String> createdSubject(Object payload) {
        return payload instanceof Record record
                ? SealedFields.of(record.getClass()).createdSubject().map(component -> subject(component, record))
                : Optional.empty();
    }

    /**
     * The JSON of an object, its marked fields sealed; those of a destroyed subject stand as erased.
     *
     * @param place where the object is stored, outermost part first
     * @throws UnknownSubjectException if a field's subject has no key
     */
    public JsonNode encrypt(Object payload, List<String> place) {
        JsonNode tree = toPlainJson(payload);
        if (payload instanceof Record record) {
            encryptFields(record, tree, "", new Aad(place));
        }
        return tree;
    }

    /**
     * The JSON of an object, nothing of it sealed.
     *
     * @throws IllegalArgumentException if something in it looks like a sealed field: it would be opened as one when read
     */
    public JsonNode toPlainJson(Object value) {
        JsonNode tree = mapper.valueToTree(value);
        if (tree.findValue(SEALED) != null) {
            throw new IllegalArgumentException("no field may be called " + SEALED);
        }
        return tree;
    }

    /** One value sealed under a subject named by the caller. */
    public JsonNode encrypt(JsonNode value, String subject, String field, List<String> place) {
        return encrypt(value, subject, field, new Aad(place));
    }

    /**
     * Opens every sealed field; one of a destroyed subject becomes {@link Erased#REPLACEMENT}.
     *
     * @throws FieldDecryptionException if a field was altered or does not belong here
     * @throws UnknownSubjectException if a field's subject has no key
     */
    public JsonNode decrypt(JsonNode tree, List<String> place) {
        return decrypt(tree, "", new Aad(place));
    }

    /** Whether a field of this JSON is sealed; a text that says so by chance costs no more than a look. */
    static boolean hasEncryptedField(byte[] json) {
        return new String(json, ISO_8859_1).contains(SEALED);
    }

    private void encryptFields(Record record, JsonNode node, String path, Aad aad) {
        SealedFields shape = SealedFields.of(record.getClass());
        for (SealedFields.SealedField marked : shape.sealed()) {
            Object value = marked.component().of(record);
            if (value != null) {
                String name = marked.component().name();
                ObjectNode object = (ObjectNode) node;
                JsonNode plain = object.required(name);
                object.set(name, encrypt(plain, subject(marked.subject(), record), path + name, aad));
            }
        }
        if (node instanceof ObjectNode object) {
            for (SealedFields.Component component : shape.others()) {
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
        } else if (value instanceof Iterable<?> many && node instanceof ArrayNode array) {
            int index = 0;
            for (Object element : many) {
                encryptNested(element, array.get(index), path + "." + index, aad);
                index++;
            }
        }
    }

    private JsonNode encrypt(JsonNode plain, String subject, String path, Aad aad) {
        if (ERASED.equals(plain)) {
            return plain;
        }
        Optional<SecretKey> key = keys.encryptionKey(subject);
        if (key.isEmpty()) {
            return ERASED;
        }
        ObjectNode sealed = JsonNodeFactory.instance.objectNode();
        sealed.put(SEALED, AesGcm.encrypt(key.get(), mapper.writeValueAsBytes(plain), aad.forField(path)));
        sealed.put(UNDER, subject);
        return sealed;
    }

    private JsonNode decrypt(JsonNode node, String path, Aad aad) {
        if (node instanceof ObjectNode object) {
            if (object.has(SEALED)) {
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

    private JsonNode decryptField(ObjectNode sealed, String path, Aad aad) {
        Optional<SecretKey> key = keys.encryptionKey(sealed.required(UNDER).stringValue());
        if (key.isEmpty()) {
            return ERASED;
        }
        try {
            return mapper.readTree(
                    AesGcm.decrypt(key.get(), sealed.required(SEALED).binaryValue(), aad.forField(path)));
        } catch (GeneralSecurityException | JacksonException e) {
            throw new FieldDecryptionException(path, e);
        }
    }

    private static String subject(SealedFields.Component component, Record record) {
        Object subject = component.of(record);
        if (subject == null) {
            throw new IllegalArgumentException(
                    record.getClass().getName() + " names no subject in " + component.name());
        }
        return subject.toString();
    }
}
