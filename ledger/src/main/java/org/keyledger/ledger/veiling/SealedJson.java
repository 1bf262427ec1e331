package org.keyledger.ledger.veiling;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Documents of read models: JSON whose marked fields stay sealed until somebody answers with them. */
public final class SealedJson {

    private final Veil veil;
    private final ObjectMapper mapper;

    public SealedJson(Veil veil, ObjectMapper mapper) {
        this.veil = veil;
        this.mapper = mapper;
    }

    /**
     * UTF-8 JSON of a record, its marked fields sealed for this place and no other.
     *
     * @param place the view and the document's id, say
     * @throws SubjectAbsent if a field's subject has no key; a destroyed subject's fields stand as erased
     */
    public byte[] seal(Object record, String... place) {
        return mapper.writeValueAsBytes(veil.seal(record, List.of(place)));
    }

    /**
     * The record that was sealed at this place; erased fields are read from {@code Erased.MARK}.
     *
     * @throws SealBroken if a field was altered or belongs elsewhere
     */
    public <T> T open(byte[] sealed, Class<T> type, String... place) {
        JsonNode tree = veil.open(mapper.readTree(sealed), List.of(place));
        return mapper.treeToValue(tree, type);
    }
}
