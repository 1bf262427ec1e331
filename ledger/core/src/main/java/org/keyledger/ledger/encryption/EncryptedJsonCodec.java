package org.keyledger.ledger.encryption;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

/** Encodes documents of read models as JSON whose marked fields are encrypted. */
public final class EncryptedJsonCodec {

    private final FieldEncryptor encryptor;
    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    public EncryptedJsonCodec(FieldEncryptor encryptor, ObjectMapper mapper) {
        this.encryptor = encryptor;
        this.mapper = mapper;
    }

    /**
     * Returns UTF-8 JSON of a record; its marked fields can be decrypted at this place only.
     *
     * @param place for example the view and the id of the document
     * @throws UnknownSubjectException if a field's subject has no key; the fields of a destroyed subject are erased
     */
    public byte[] encode(Object record, String... place) {
        return mapper.writeValueAsBytes(encryptor.encrypt(record, List.of(place)));
    }

    /**
     * Reads a record that was encoded at this place; erased fields are read from {@code Erased.REPLACEMENT}.
     *
     * @throws FieldDecryptionException if a field was altered or belongs to another place
     */
    public <T> T decode(byte[] sealed, Class<T> type, String... place) {
        ObjectReader reader = readers.computeIfAbsent(type, mapper::readerFor);
        return FieldEncryptor.hasEncryptedField(sealed)
                ? reader.readValue(encryptor.decrypt(mapper.readTree(sealed), List.of(place)))
                : reader.readValue(sealed);
    }
}
