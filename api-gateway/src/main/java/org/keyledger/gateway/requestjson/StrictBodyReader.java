package org.keyledger.gateway.requestjson;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.FieldChange;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads one JSON object into a record. Unknown and duplicate fields, values of another type, trailing content and a
 * depth above 16 are refused.
 */
final class StrictBodyReader {

    private static final int MAX_DEPTH = 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private static final JsonMapper JSON = JsonMapper.builder(FACTORY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addModule(new SimpleModule()
                    .addDeserializer(Instant.class, new Rfc3339Deserializer())
                    .addDeserializer(FieldChange.class, new FieldChangeDeserializer()))
            .build();

    private StrictBodyReader() {}

    static <T> T read(byte[] body, Class<T> type) {
        var text = body.length == 0 ? "{}" : decode(body);
        if (mayBeMalformedText(text)) {
            requireWellFormed(text);
        }
        try {
            T read = JSON.readValue(text, type);
            if (read == null) {
                throw Problem.MALFORMED_BODY.toException();
            }
            return RequiredFieldsCheck.requirePresent(read);
        } catch (JacksonException e) {
            requireWellFormed(text); // before a field error, which the first part of a malformed body can cause
            throw JsonErrorTranslator.toException(e);
        }
    }

    /** Whether reading the fields could accept what is refused: another value than an object, or escaped surrogates. */
    private static boolean mayBeMalformedText(String text) {
        return text.charAt(0) != '{' || text.indexOf('\\') >= 0;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 400 {@code malformed-body} unless the bytes are UTF-8 */
    static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Problem.MALFORMED_BODY.toException("The body must be UTF-8.");
        }
    }

    /** Checks all tokens, and refuses unpaired surrogates, which cannot be stored as UTF-8. */
    private static void requireWellFormed(String text) {
        try (var tokens = JSON.createParser(text)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.MALFORMED_BODY.toException("The body must be a JSON object.");
            }
            for (var token = JsonToken.START_OBJECT; token != null; token = tokens.nextToken()) {
                if ((token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME)
                        && !StandardCharsets.UTF_8.newEncoder().canEncode(tokens.getString())) {
                    throw Problem.MALFORMED_BODY.toException("A string contains an unpaired surrogate.");
                }
            }
        } catch (JacksonException e) {
            throw Problem.MALFORMED_BODY.toException();
        }
    }
}
