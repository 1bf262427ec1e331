package org.keyledger.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.keyledger.kernel.audit.AuditQuery.ListSecurityEvents;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Listing the security events of an account")
@GatewayTest
class ActivityEndpointTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void asks_for_the_callers_own_events_only() {
        var asked = new AtomicReference<ListSecurityEvents>();
        backend.activity = query -> {
            asked.set(query);
            return new AuditEntryPage(List.of(), "more");
        };
        var account = client.signUp();

        var response =
                client.get("/auth/me/activity?family=session&cursor=here&limit=7&user=another", account.bearer());

        assertThat(response.text("/next_cursor")).isEqualTo("more");
        assertThat(asked.get().user()).hasToString(account.json().at("/user/id").asString());
        assertThat(asked.get())
                .extracting(ListSecurityEvents::family, ListSecurityEvents::cursor, ListSecurityEvents::limit)
                .containsExactly("session", "here", 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "family=", "family=SESSION", "family=session.started"})
    void refuses_an_invalid_parameter(String query) {
        assertThat(client.get("/auth/me/activity?" + query, client.signUp().bearer())
                        .problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void refuses_a_cursor_that_no_page_had() {
        backend.activity = query -> {
            throw new IllegalArgumentException("malformed");
        };

        var response = client.get("/auth/me/activity?cursor=x", client.signUp().bearer());

        assertThat(response.problem()).isEqualTo("invalid-request");
        assertThat(response.text("/detail")).contains("cursor");
    }
}
