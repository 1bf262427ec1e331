package org.keyledger.gateway.jwt;

import io.jsonwebtoken.io.AbstractDeserializer;
import java.io.Reader;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON reader for jjwt, which has no support for Jackson 3. */
final class JwtJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static final TypeReference<Map<String, ?>> OBJECT = new TypeReference<>() {};

    private JwtJson() {}

    static final class Parser extends AbstractDeserializer<Map<String, ?>> {
        @Override
        protected Map<String, ?> doDeserialize(Reader in) {
            return MAPPER.readValue(in, OBJECT);
        }
    }
}
