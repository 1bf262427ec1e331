package org.keyledger.ledger.encryption;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;

/** Documents of read models: JSON whose marked fields stay sealed until somebody answers with them. */
public final class EncryptedJsonCodec {

    private final FieldEncryptor veil;
    private final ObjectMapper mapper;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    public EncryptedJsonCodec(FieldEncryptor veil, ObjectMapper mapper) {
        this.veil = veil;
        this.mapper = mapper;
    }

    /**
     * UTF-8 JSON of a record, its marked fields sealed for this place and no other.
     *
     * @param place the view and the document's id, say
     * @throws UnknownSubjectException if a field's subject has no key; a destroyed subject's fields stand as erased
     */
    public byte[] seal(Object record, String... place) {
        return mapper.writeValueAsBytes(veil.seal(record, List.of(place)));
    }

    /**
     * The record that was sealed at this place; erased fields are read from {@code Erased.MARK}.
     *
     * @throws FieldDecryptionException if a field was altered or belongs elsewhere
     */
    public <T> T open(byte[] sealed, Class<T> type, String... place) {
        ObjectReader reader = readers.computeIfAbsent(type, mapper::readerFor);
        return FieldEncryptor.hasSealed(sealed)
                ? reader.readValue(veil.open(mapper.readTree(sealed), List.of(place)))
                : reader.readValue(sealed);
    }
}
