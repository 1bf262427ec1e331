package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.RandomRecords;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The format of encrypted fields in its most direct form: the fields of a record's JSON tree are replaced one by one. What
 * {@link FieldEncryptor} writes must differ in nothing but the random ciphertexts, and each must read what the other writes.
 */
public final class TreeEncryption {

    private static final JsonNode ERASED = JsonNodeFactory.instance.stringNode(Erased.REPLACEMENT);
    private static final Pattern CIPHERTEXT = Pattern.compile("\"\\$sealed\":\"([A-Za-z0-9+/=]+)\"");

    private final SubjectKeys keys;
    private final ObjectMapper mapper;
    private final AesGcm aesGcm = new AesGcm(new SecureRandom());

    /** A component by its name in the JSON, and its value. */
    private record Field(
            RecordComponent component, @Nullable Object value) {}

    public TreeEncryption(SubjectKeys keys, ObjectMapper mapper) {
        this.keys = keys;
        this.mapper = mapper;
    }

    /**
     * Asserts that this encryptor encodes the record as this class does, and that both decode what either has encoded.
     *
     * @return the record that is decoded, which has the erased fields of destroyed subjects
     */
    public Record assertSameEncoding(FieldEncryptor encryptor, Record record, List<String> place) {
        byte[] expected = mapper.writeValueAsBytes(encrypt(record, place));
        byte[] actual = encryptor.encrypt(record, place);
        byte[] decoded = encryptor.decrypt(actual, place);

        assertThat(withoutCiphertexts(actual)).isEqualTo(withoutCiphertexts(expected));
        assertThat(mapper.writeValueAsBytes(decrypt(mapper.readTree(actual), "", new Aad(place))))
                .isEqualTo(decoded);
        assertThat(encryptor.decrypt(expected, place)).isEqualTo(decoded);
        Record read = mapper.readValue(decoded, record.getClass());
        assertThat(mapper.writeValueAsBytes(read)).isEqualTo(decoded);
        return read;
    }

    /** Whether the record names a subject for each field to encrypt, without which it cannot be encoded. */
    public boolean namesSubjects(Record record) {
        Map<String, Field> fields = fieldsByName(record);
        return fields.values().stream()
                .noneMatch(field -> subjects(field, fields).contains("null"));
    }

    /** A ciphertext is replaced by its length. */
    private static String withoutCiphertexts(byte[] json) {
        return CIPHERTEXT
                .matcher(new String(json, UTF_8))
                .replaceAll(found -> String.valueOf(found.group(1).length()));
    }

    private JsonNode encrypt(Record record, List<String> place) {
        JsonNode tree = mapper.valueToTree(record);
        encrypt(record, tree, "", new Aad(place));
        return tree;
    }

    private void encrypt(@Nullable Object value, @Nullable JsonNode json, String path, Aad aad) {
        if (value instanceof Record record && json instanceof ObjectNode object) {
            String prefix = path.isEmpty() ? "" : path + ".";
            Map<String, Field> fields = fieldsByName(record);
            fields.forEach((name, field) -> {
                List<String> subjects = subjects(field, fields);
                if (subjects.isEmpty()) {
                    encrypt(field.value(), object.get(name), prefix + name, aad);
                } else {
                    object.set(name, encryptedField(object.required(name), subjects, aad.forField(prefix + name)));
                }
            });
        } else if (value instanceof Iterable<?> elements && json instanceof ArrayNode array) {
            int index = 0;
            for (Object element : elements) {
                encrypt(element, array.get(index), path + "." + index, aad);
                index++;
            }
        }
    }

    private static Map<String, Field> fieldsByName(Record record) {
        Map<String, Field> fields = new HashMap<>();
        fields(record).forEach(field -> fields.put(field.component().getName(), field));
        return fields;
    }

    private static Stream<Field> fields(Record record) {
        return Arrays.stream(record.getClass().getRecordComponents()).flatMap(component -> {
            Object value = RandomRecords.read(component, record);
            if (!component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                return Stream.of(new Field(component, value));
            }
            return value == null ? Stream.empty() : fields((Record) value);
        });
    }

    /** Empty if the field is not encrypted. */
    private static List<String> subjects(Field field, Map<String, Field> fields) {
        PersonalData personal = field.component().getAnnotation(PersonalData.class);
        Secret secret = field.component().getAnnotation(Secret.class);
        if (field.value() == null || personal == null && secret == null) {
            return List.of();
        }
        return Stream.of(
                        personal == null ? secret.subject() : personal.subject(),
                        personal == null ? "" : personal.alsoSubject())
                .filter(name -> !name.isEmpty())
                .map(name -> String.valueOf(fields.get(name).value()))
                .distinct()
                .toList();
    }

    private JsonNode encryptedField(JsonNode plain, List<String> subjects, byte[] aad) {
        if (ERASED.equals(plain)) {
            return plain;
        }
        Optional<SecretKey> key = keys.encryptionKey(subjects);
        if (key.isEmpty()) {
            return ERASED;
        }
        ObjectNode encrypted = JsonNodeFactory.instance.objectNode();
        encrypted.put("$sealed", aesGcm.encrypt(key.get(), mapper.writeValueAsBytes(plain), aad));
        if (subjects.size() == 1) {
            encrypted.put("under", subjects.get(0));
        } else {
            subjects.forEach(encrypted.putArray("under")::add);
        }
        return encrypted;
    }

    private JsonNode decrypt(JsonNode node, String path, Aad aad) {
        if (node instanceof ObjectNode object && object.has("$sealed")) {
            return decryptedField(object, aad.forField(path));
        }
        if (node instanceof ObjectNode object) {
            String prefix = path.isEmpty() ? "" : path + ".";
            object.properties().forEach(it -> it.setValue(decrypt(it.getValue(), prefix + it.getKey(), aad)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, decrypt(array.get(i), path + "." + i, aad));
            }
        }
        return node;
    }

    private JsonNode decryptedField(ObjectNode encrypted, byte[] aad) {
        JsonNode under = encrypted.required("under");
        List<String> subjects = under.isArray()
                ? under.valueStream().map(JsonNode::stringValue).toList()
                : List.of(under.stringValue());
        Optional<SecretKey> key = keys.encryptionKey(subjects);
        if (key.isEmpty()) {
            return ERASED;
        }
        try {
            return mapper.readTree(
                    aesGcm.decrypt(key.get(), encrypted.required("$sealed").binaryValue(), aad));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
