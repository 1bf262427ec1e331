package org.keyledger.command.handling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.signUp;

import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.ledger.annotation.Erased;

@DisplayName("Request metadata on events")
class RequestCorrelationDataTest {

    private static final Map<String, ?> REQUEST = Map.of(
            RequestMetadata.ACTOR_KIND, "key",
            RequestMetadata.ACTOR_USER, ADA.toString(),
            RequestMetadata.ACTOR_CREDENTIAL, KEY.toString(),
            RequestMetadata.TENANT, TENANT.toString(),
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
    void stores_them_once_a_commit_and_reads_them_with_each_event() {
        commandSide.when(signUp(), REQUEST);

        var commit = commandSide.ledger.head().orElseThrow().commit();
        assertThat(new String(commit.metadata(), UTF_8))
                .containsOnlyOnce("\"actor.kind\":\"key\"")
                .containsOnlyOnce("\"tenant\":\"" + TENANT + "\"")
                .doesNotContain("192.0.2.1")
                .doesNotContain("curl/8")
                .doesNotContain("hmac-of-body");
        assertThat(commit.events())
                .allSatisfy(
                        event -> assertThat(new String(event.payload(), UTF_8)).doesNotContain("actor.kind"));
    }

    @Test
    void rejects_a_command_without_an_actor() {
        var result = commandSide.send(GenericCommandMessage.<Object>asCommandMessage(signUp()));

        assertThat(result.exceptionResult())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("command has no actor: ");
        assertThat(commandSide.commits()).isEmpty();
    }

    @Test
    void adds_the_tenant_of_the_user_of_a_mailed_link() {
        commandSide.given(signUp());

        commandSide.when(new RevokeApiKey(KEY, TENANT), Actor.mailedLink(ADA).metadata());

        assertThat(commandSide.lastMessages())
                .singleElement()
                .satisfies(event -> assertThat(Actor.of(event.getMetaData()))
                        .contains(new Actor(Actor.Kind.MAILED_LINK, ADA, null, TENANT)));
    }

    @Test
    void keeps_the_ids_of_an_erased_user_and_loses_the_address() {
        commandSide.when(signUp(), REQUEST);
        commandSide.erase(ADA);

        assertThat(commandSide.lastMessages())
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getMetaData())
                        .containsEntry(RequestMetadata.ACTOR_USER, ADA.toString())
                        .containsEntry(RequestMetadata.ADDRESS, Erased.REPLACEMENT));
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
