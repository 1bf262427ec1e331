package org.keyledger.ledger.axon;

import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * The stored state of one segment: its token and its claim. The components are stored as JSON fields.
 *
 * @param index the last position that was handled; absent for another kind of token, or none
 * @param type the class of another kind of token, such as Axon's replay token
 * @param data that token as JSON
 * @param owner the node that claims the segment
 * @param at when the entry was last written
 * @param epoch the ledger's epoch when the entry was written; absent for epoch 0
 */
record TokenEntry(
        @Nullable Long index,
        @Nullable String type,
        @Nullable String data,
        @Nullable String owner,
        Instant at,
        @Nullable Integer epoch) {

    private static final JsonMapper JSON = LedgerJson.mapper(List.of());
    private static final Jackson3Serializer OTHER_TOKENS = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(json -> json.polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                    .allowIfSubType("org.axonframework.")
                    .build()))
            .build();

    static TokenEntry unclaimed(@Nullable TrackingToken token, Instant now) {
        return new TokenEntry(null, null, null, null, now, null).withToken(token, now);
    }

    static TokenEntry fromJson(byte[] json) {
        return JSON.readValue(json, TokenEntry.class);
    }

    byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }

    @Nullable
    TrackingToken token() {
        if (index != null) {
            return new GlobalSequenceTrackingToken(index);
        }
        return type == null || data == null
                ? null
                : OTHER_TOKENS.deserialize(new SimpleSerializedObject<>(data, String.class, type, null));
    }

    TokenEntry withToken(@Nullable TrackingToken token, Instant now) {
        if (token == null) {
            return new TokenEntry(null, null, null, owner, now, epoch);
        }
        if (token instanceof GlobalSequenceTrackingToken global) {
            return new TokenEntry(global.getGlobalIndex(), null, null, owner, now, epoch);
        }
        String json = OTHER_TOKENS.serialize(token, String.class).getData();
        return new TokenEntry(null, token.getClass().getName(), json, owner, now, epoch);
    }

    TokenEntry claimedBy(String nodeId, Instant now) {
        return new TokenEntry(index, type, data, nodeId, now, epoch);
    }

    TokenEntry released(Instant now) {
        return new TokenEntry(index, type, data, null, now, epoch);
    }

    TokenEntry withEpoch(int present) {
        return new TokenEntry(index, type, data, owner, at, present == 0 ? null : present);
    }
}
