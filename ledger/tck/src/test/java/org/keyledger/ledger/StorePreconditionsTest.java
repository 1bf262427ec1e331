package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;

@DisplayName("Checks that all stores share")
class StorePreconditionsTest {

    @Test
    void accept_a_value_of_4096_bytes_and_reject_a_longer_one() {
        assertThatCode(() -> StorePreconditions.requireValueSize(new byte[4096]))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorePreconditions.requireValueSize(new byte[4097]))
                .withMessage("value must be at most 4096 bytes, was 4097");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "$set", "a\0b"})
    void reject_an_index_name_that_is_no_field_name(String index) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorePreconditions.requireIndexNames(
                        new Document("id", Position.FIRST, new byte[0], Map.of(index, "k"), Map.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorePreconditions.requireIndexNames(new Document(
                        "id", Position.FIRST, new byte[0], Map.of(), Map.of(index, new IndexKey("p", "s")))));
        assertThat(StorePreconditions.requireIndexName("by_email")).isEqualTo("by_email");
    }

    @Test
    void compare_checkpoints_by_position_and_token() {
        assertThatCode(() -> require(Optional.empty(), Optional.empty())).doesNotThrowAnyException();
        assertThatCode(() -> require(checkpoint(1, 2), checkpoint(1, 2))).doesNotThrowAnyException();
        assertThatThrownBy(() -> require(checkpoint(1, 2), checkpoint(1, 3)))
                .isInstanceOf(ConcurrentProjectionException.class);
        assertThatThrownBy(() -> require(checkpoint(1, 2), checkpoint(2, 2)))
                .isInstanceOf(ConcurrentProjectionException.class);
        assertThatThrownBy(() -> require(Optional.empty(), checkpoint(1, 2)))
                .isInstanceOf(ConcurrentProjectionException.class);
        assertThatThrownBy(() -> require(checkpoint(1, 2), Optional.empty()))
                .isInstanceOf(ConcurrentProjectionException.class);
    }

    private static void require(Optional<Checkpoint> stored, Optional<Checkpoint> expected) {
        StorePreconditions.requireCheckpoint("p", stored, expected);
    }

    private static Optional<Checkpoint> checkpoint(long next, int token) {
        return Optional.of(new Checkpoint(new Position(next), new byte[] {(byte) token}));
    }
}
