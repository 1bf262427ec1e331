package org.keyledger.ledger.encryption;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

/** Encodes documents of read models as JSON with encrypted fields. */
public final class EncryptedJsonCodec {

    private final FieldEncryptor encryptor;
    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    public EncryptedJsonCodec(FieldEncryptor encryptor, ObjectMapper mapper) {
        this.encryptor = encryptor;
        this.mapper = mapper;
    }

    /**
     * UTF-8 JSON of a record; its annotated fields are encrypted for this place only.
     *
     * @param place where the document is stored, such as the view and the document's id
     * @throws UnknownSubjectException if the subject of a field has no key; fields of a destroyed subject become erased
     */
    public byte[] encode(Object record, String... place) {
        return encryptor.encrypt(record, List.of(place));
    }

    /**
     * Decodes a record that was encoded for this place; erased fields are read from {@code Erased.REPLACEMENT}.
     *
     * @throws FieldDecryptionException if a field was altered or encoded for another place
     */
    public <T> T decode(byte[] json, Class<T> type, String... place) {
        ObjectReader reader = readers.computeIfAbsent(type, mapper::readerFor);
        return reader.readValue(encryptor.decrypt(json, List.of(place)));
    }
}
