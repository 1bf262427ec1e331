package org.keyledger.ledger.axon;

import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.keyledger.ledger.encryption.LedgerJson;

/** Reads and writes events under their stored names; a name or class that is not in the table is an error. */
final class RegisteredTypeSerializer extends Jackson3Serializer {

    private final EventTypeRegistry types;

    RegisteredTypeSerializer(EventSerialization format) {
        super(Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(json -> LedgerJson.configure(json, format.modules())));
        this.types = format.types();
    }

    @Override
    public SerializedType typeForClass(Class type) {
        return types.typeOf(type);
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        return MetaData.class.getName().equals(type.getName()) ? MetaData.class : types.classOf(type.getName());
    }
}
