package org.keyledger.gateway.requestjson;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A time is a text with its offset (RFC 3339), never a number. */
final class Rfc3339Deserializer extends StdDeserializer<Instant> {

    Rfc3339Deserializer() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return context.reportInputMismatch(this, "not a text");
        }
        try {
            return OffsetDateTime.parse(parser.getString()).toInstant();
        } catch (DateTimeException e) {
            return context.reportInputMismatch(this, "not a time");
        }
    }
}
