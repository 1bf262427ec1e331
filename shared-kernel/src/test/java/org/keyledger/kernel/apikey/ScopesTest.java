package org.keyledger.kernel.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Scopes of an API key")
class ScopesTest {

    @ParameterizedTest
    @CsvSource({
        "read, read, true",
        "read, read write, true",
        "read, *, true",
        "*, *, true",
        "read *, *, true",
        "*, read *, true",
        "*, read write, false",
        "read write, read, false",
        "write, read, false",
        "read *, read, false",
    })
    void are_within_others_that_grant_as_much(String scopes, String others, boolean within) {
        assertThat(of(scopes).isWithin(of(others))).isEqualTo(within);
    }

    private static Scopes of(String names) {
        return Scopes.of(List.of(names.split(" ")));
    }
}
