package org.keyledger.ledger.encryption;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

/** Documents of read models: JSON whose marked fields stay sealed until somebody answers with them. */
public final class EncryptedJsonCodec {

    private final FieldEncryptor encryptor;
    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    public EncryptedJsonCodec(FieldEncryptor veil, ObjectMapper mapper) {
        this.encryptor = veil;
        this.mapper = mapper;
    }

    /**
     * UTF-8 JSON of a record, its marked fields sealed for this place and no other.
     *
     * @param place the view and the document's id, say
     * @throws UnknownSubjectException if a field's subject has no key; a destroyed subject's fields stand as erased
     */
    public byte[] encode(Object record, String... place) {
        return mapper.writeValueAsBytes(encryptor.encrypt(record, List.of(place)));
    }

    /**
     * The record that was sealed at this place; erased fields are read from {@code Erased.REPLACEMENT}.
     *
     * @throws FieldDecryptionException if a field was altered or belongs elsewhere
     */
    public <T> T decode(byte[] sealed, Class<T> type, String... place) {
        ObjectReader reader = readers.computeIfAbsent(type, mapper::readerFor);
        return FieldEncryptor.hasEncryptedField(sealed)
                ? reader.readValue(encryptor.decrypt(mapper.readTree(sealed), List.of(place)))
                : reader.readValue(sealed);
    }
}
