package org.keyledger.kernel.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Writing the fields of unwrapped records")
class UnwrappedFieldOrderTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
            .addModule(new UnwrappedFieldOrder())
            .build();

    record Range(int from, @Nullable Integer upTo) {}

    record Named(String name, @JsonUnwrapped @Nullable Range range) {}

    record WithoutOrder(String id, @JsonUnwrapped Named named, int size) {}

    @JsonPropertyOrder({"id", "upTo", "size", "name"})
    record WithOrder(String id, @JsonUnwrapped Named named, int size) {}

    @JsonPropertyOrder({"upTo", "id"})
    record WithOwnField(String id, @JsonUnwrapped Named named) {
        @JsonProperty
        @JsonInclude
        @Nullable
        Integer upTo() {
            return named.range() == null ? null : named.range().upTo();
        }
    }

    @JsonPropertyOrder("size")
    record WithUnwrapped(@JsonUnwrapped WithOwnField inner, int size) {}

    record WithIgnored(
            @JsonUnwrapped @JsonIgnoreProperties({"up_to", "id"})
            WithOwnField inner,

            int size) {}

    @Test
    void writes_them_in_place_of_the_component() {
        assertThat(JSON.writeValueAsString(new WithoutOrder("a", named(2), 3)))
                .isEqualTo("{\"id\":\"a\",\"name\":\"n\",\"from\":1,\"up_to\":2,\"size\":3}");
    }

    @Test
    void writes_them_in_the_order_of_the_outer_record_and_unlisted_ones_last() {
        assertThat(JSON.writeValueAsString(new WithOrder("a", named(2), 3)))
                .isEqualTo("{\"id\":\"a\",\"up_to\":2,\"size\":3,\"name\":\"n\",\"from\":1}");
    }

    @Test
    void leaves_out_absent_values_and_absent_records() {
        assertThat(JSON.writeValueAsString(new WithOrder("a", named(null), 3)))
                .isEqualTo("{\"id\":\"a\",\"size\":3,\"name\":\"n\",\"from\":1}");
        assertThat(JSON.writeValueAsString(new WithOrder("a", new Named("n", null), 3)))
                .isEqualTo("{\"id\":\"a\",\"size\":3,\"name\":\"n\"}");
    }

    @Test
    void writes_a_field_of_the_outer_record_in_place_of_one_of_the_same_name() {
        assertThat(JSON.writeValueAsString(new WithOwnField("a", named(null))))
                .isEqualTo("{\"up_to\":null,\"id\":\"a\",\"name\":\"n\",\"from\":1}");
    }

    @Test
    void writes_it_once_when_that_record_is_unwrapped_itself() {
        assertThat(JSON.writeValueAsString(new WithUnwrapped(new WithOwnField("a", named(2)), 3)))
                .isEqualTo("{\"size\":3,\"up_to\":2,\"id\":\"a\",\"name\":\"n\",\"from\":1}");
    }

    @Test
    void leaves_out_ignored_fields() {
        assertThat(JSON.writeValueAsString(new WithIgnored(new WithOwnField("a", named(2)), 3)))
                .isEqualTo("{\"name\":\"n\",\"from\":1,\"size\":3}");
    }

    @Test
    void reads_back_what_it_wrote() {
        var value = new WithOrder("a", named(2), 3);

        assertThat(JSON.readValue(JSON.writeValueAsString(value), WithOrder.class))
                .isEqualTo(value);
    }

    private static Named named(@Nullable Integer upTo) {
        return new Named("n", new Range(1, upTo));
    }
}
