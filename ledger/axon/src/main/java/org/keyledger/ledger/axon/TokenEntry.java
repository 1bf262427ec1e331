package org.keyledger.ledger.axon;

import java.time.Duration;
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
 * What a token store keeps of one segment: how far it got, who works on it and when that was last said.
 *
 * @param index the last position that was handled; absent for a token of another kind, or none
 * @param type the class of a token of another kind, such as Axon's replay token
 * @param data that token as JSON
 * @param owner the node that claims the segment
 * @param at when it last said so
 * @param epoch the ledger's, when this was written; absent for the first
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
        return new TokenEntry(null, null, null, null, now, null).at(token, now);
    }

    static TokenEntry fromJson(byte[] bytes) {
        return JSON.readValue(bytes, TokenEntry.class);
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

    TokenEntry at(@Nullable TrackingToken token, Instant now) {
        if (token == null) {
            return new TokenEntry(null, null, null, owner, now, epoch);
        }
        if (token instanceof GlobalSequenceTrackingToken plain) {
            return new TokenEntry(plain.getGlobalIndex(), null, null, owner, now, epoch);
        }
        String json = OTHER_TOKENS.serialize(token, String.class).getData();
        return new TokenEntry(null, token.getClass().getName(), json, owner, now, epoch);
    }

    TokenEntry claimedBy(String node, Instant now) {
        return new TokenEntry(index, type, data, node, now, epoch);
    }

    TokenEntry released(Instant now) {
        return new TokenEntry(index, type, data, null, now, epoch);
    }

    TokenEntry withEpoch(int present) {
        return new TokenEntry(index, type, data, owner, at, present == 0 ? null : present);
    }

    boolean ownedBy(String node) {
        return node.equals(owner);
    }

    boolean mayClaim(String node, Instant now, Duration timeout) {
        return owner == null || ownedBy(node) || at.plus(timeout).isBefore(now);
    }
}
