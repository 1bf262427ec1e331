package org.keyledger.gateway.requestjson;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.FieldChange;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a {@link FieldChange}: none if the field is absent; null clears it, as in a merge patch (RFC 7396). */
final class FieldChangeDeserializer extends StdDeserializer<FieldChange<?>> {

    private final @Nullable JavaType valueType;

    FieldChangeDeserializer() {
        this(null);
    }

    private FieldChangeDeserializer(@Nullable JavaType valueType) {
        super(FieldChange.class);
        this.valueType = valueType;
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty field) {
        return new FieldChangeDeserializer(context.getContextualType().containedType(0));
    }

    @Override
    public FieldChange<?> deserialize(JsonParser parser, DeserializationContext context) {
        return FieldChange.to(context.<Object>readValue(parser, valueType));
    }

    @Override
    public FieldChange<?> getNullValue(DeserializationContext context) {
        return FieldChange.to(null);
    }

    @Override
    public FieldChange<?> getAbsentValue(DeserializationContext context) {
        return FieldChange.none();
    }
}
