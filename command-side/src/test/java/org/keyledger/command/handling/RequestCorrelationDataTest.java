package org.keyledger.command.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.signUp;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;

@DisplayName("Request metadata on events")
class RequestCorrelationDataTest {

    private static final Map<String, ?> REQUEST = Map.of(
            RequestMetadata.ACTOR, ADA.toString(),
            RequestMetadata.ACTING_KEY, KEY.toString(),
            RequestMetadata.ADDRESS, "192.0.2.1",
            RequestMetadata.USER_AGENT, "curl/8",
            RequestMetadata.CORRELATION, "request-1",
            RequestMetadata.FINGERPRINT, "hmac-of-body");

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void records_actor_address_and_correlation_on_every_event() {
        commandSide.when(signUp(), REQUEST);

        assertThat(commandSide.lastMessages())
                .hasSize(6)
                .allSatisfy(event -> assertThat(event.getMetaData())
                        .containsAllEntriesOf(REQUEST)
                        .containsKey(RequestMetadata.CAUSATION));
    }

    @Test
    void records_the_position_that_the_decision_was_made_at() {
        commandSide.given(signUp());

        commandSide.when(new RevokeApiKey(KEY, TENANT));

        assertThat(commandSide.lastMessages())
                .singleElement()
                .satisfies(event -> assertThat(event.getMetaData())
                        .extractingByKey(RequestMetadata.DECIDED_AT_POSITION)
                        .extracting(position -> ((Number) position).longValue())
                        .isEqualTo(5L));
    }

    @Test
    void answers_with_the_position_of_the_last_one() {
        var result = commandSide.send(signUp(), REQUEST);

        assertThat(result.getMetaData()).containsEntry(RequestMetadata.POSITION, 5L);
    }

    @Test
    void keeps_the_commit_under_the_key_of_the_request() {
        commandSide.when(signUp(), Map.of(RequestMetadata.COMMIT_KEY, "k-of-request"));

        assertThat(commandSide.ledger.find("k-of-request"))
                .contains(commandSide.ledger.head().orElseThrow());
        assertThat(commandSide.lastMessages())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMetaData()).doesNotContainKey(RequestMetadata.COMMIT_KEY));
    }
}
