package org.keyledger.kernel.json;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Writes the fields of a {@code @JsonUnwrapped} record among the fields of the record around it, in the order of the
 * outer record's {@code @JsonPropertyOrder}. Jackson itself applies that order to the outer record's own fields only. A
 * field that the outer record writes itself is not written a second time.
 */
public final class UnwrappedFieldOrder extends SimpleModule {

    private static final long serialVersionUID = 1;

    public UnwrappedFieldOrder() {
        super("unwrapped-field-order");
        setSerializerModifier(new Modifier());
    }

    private static final class Modifier extends ValueSerializerModifier {

        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> properties) {
            if (properties.stream().noneMatch(BeanPropertyWriter::isUnwrapping)) {
                return properties;
            }
            var own = properties.stream()
                    .filter(property -> !property.isUnwrapping())
                    .map(BeanPropertyWriter::getName)
                    .collect(Collectors.toSet());
            return properties.stream()
                    .flatMap(property -> fieldsOf(property, own, config))
                    .sorted(Comparator.comparingInt(field -> rank(field, bean)))
                    .map(Field::writer)
                    .collect(Collectors.toList());
        }

        private static Stream<Field> fieldsOf(
                BeanPropertyWriter property, Set<String> own, SerializationConfig config) {
            return property.isUnwrapping()
                    ? definitions(property.getType(), config)
                            .filter(inner -> !own.contains(inner.getName()))
                            .map(inner -> new Field(
                                    inner.getInternalName(), new UnwrappedFieldWriter(property, inner.getName())))
                    : Stream.of(new Field(property.getMember().getName(), property));
        }

        /** The fields of a record; an unwrapped record is replaced by those of its fields that the outer one lacks. */
        private static Stream<BeanPropertyDefinition> definitions(JavaType type, SerializationConfig config) {
            var introspector = config.classIntrospectorInstance();
            var properties = introspector
                    .introspectForSerialization(type, introspector.introspectClassAnnotations(type))
                    .findProperties()
                    .stream()
                    .filter(BeanPropertyDefinition::couldSerialize)
                    .toList();
            var own = properties.stream()
                    .filter(property -> !isUnwrapped(property, config))
                    .map(BeanPropertyDefinition::getName)
                    .collect(Collectors.toSet());
            return properties.stream()
                    .flatMap(property -> isUnwrapped(property, config)
                            ? definitions(property.getAccessor().getType(), config)
                                    .filter(inner -> !own.contains(inner.getName()))
                            : Stream.of(property));
        }

        private static boolean isUnwrapped(BeanPropertyDefinition property, SerializationConfig config) {
            return config.getAnnotationIntrospector().findUnwrappingNameTransformer(config, property.getAccessor())
                    != null;
        }

        private static int rank(Field field, BeanDescription.Supplier bean) {
            var order = bean.getClassInfo().getAnnotation(JsonPropertyOrder.class);
            var rank = order == null ? -1 : Arrays.asList(order.value()).indexOf(field.component());
            return rank < 0 ? Integer.MAX_VALUE : rank;
        }
    }

    /** A field by the name of its record component, which no naming strategy changes. */
    private record Field(String component, BeanPropertyWriter writer) {}

    /** Reads the unwrapped record from the outer one, and writes one field of it. */
    private static final class UnwrappedFieldWriter extends BeanPropertyWriter {

        private static final long serialVersionUID = 1;

        private transient @Nullable PropertyWriter inner;

        UnwrappedFieldWriter(BeanPropertyWriter unwrapped, String name) {
            super(unwrapped, new SerializedString(name));
        }

        /** Finds the field in the serializer of the unwrapped record; an ignored field has no writer and is omitted. */
        @Override
        public void assignSerializer(ValueSerializer<Object> ofUnwrapped) {
            super.assignSerializer(ofUnwrapped);
            for (Iterator<PropertyWriter> fields = ofUnwrapped.properties(); fields.hasNext(); ) {
                var field = fields.next();
                if (field.getName().equals(getName())) {
                    inner = field;
                }
            }
        }

        @Override
        public void serializeAsProperty(Object outer, JsonGenerator json, SerializationContext context)
                throws Exception {
            var unwrapped = get(outer);
            if (inner != null && unwrapped != null) {
                inner.serializeAsProperty(unwrapped, json, context);
            }
        }
    }
}
