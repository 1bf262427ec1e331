package org.keyledger.gateway.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.audit.AuditEntry;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@DisplayName("Exporting the data of an account")
@GatewayTest
class ExportEndpointTest {

    private static final int PAGES = 30;

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @LocalServerPort
    int port;

    @AfterEach
    void forget_the_activity() {
        backend.activity = query -> new AuditEntryPage(List.of(), null);
    }

    @Test
    void contains_every_page_of_a_long_part() {
        var read = new AtomicInteger();
        backend.activity = query -> page(read.getAndIncrement());

        var response = client.get("/auth/me/export", client.signUp().bearer());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().at("/activity")).hasSize(PAGES * PagedItems.PAGE_SIZE);
        assertThat(read).hasValue(PAGES);
        assertThat(response.json().propertyNames())
                .containsExactly(
                        "exported_at",
                        "account",
                        "activity",
                        "api_keys",
                        "identities",
                        "passkeys",
                        "policies",
                        "second_factor",
                        "sessions");
        assertThat(response.header("Content-Disposition")).isEqualTo("attachment; filename=\"account-data.json\"");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aborts_the_connection_if_a_later_page_cannot_be_read() throws IOException, InterruptedException {
        var read = new AtomicInteger();
        backend.activity = query -> {
            if (read.get() == PAGES - 1) {
                throw new IllegalStateException("on purpose");
            }
            return page(read.getAndIncrement());
        };
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/auth/me/export"))
                .header("Authorization", "Bearer " + client.signUp().token())
                .build();

        var http = HttpClient.newHttpClient();

        assertThatThrownBy(() -> http.send(request, BodyHandlers.ofString())).isInstanceOf(IOException.class);
        assertThat(read).hasValue(PAGES - 1);
    }

    @Test
    void returns_a_problem_if_the_first_part_cannot_be_read() {
        backend.activity = query -> {
            throw new IllegalStateException("on purpose");
        };

        var response = client.get("/auth/me/export", client.signUp().bearer());

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.problem()).isEqualTo("internal");
        assertThat(response.header("Content-Disposition")).isEmpty();
    }

    @Test
    void is_limited_by_account() {
        var account = client.signUp();
        for (var call = 0; call < 10; call++) {
            assertThat(client.get("/auth/me/export", account.bearer()).status()).isEqualTo(200);
        }

        assertThat(client.get("/auth/me/export", account.bearer()).problem()).isEqualTo("too-many-requests");
        assertThat(client.get("/auth/me/export", client.signUp().bearer()).status())
                .isEqualTo(200);
    }

    @Test
    void is_not_for_api_keys() {
        var account = client.signUp();

        for (var path :
                List.of("/auth/me/export", "/auth/me/activity", "/api/auth/me/export", "/api/auth/me/activity")) {
            assertThat(client.get(path, "X-API-Key", account.apiKey()).problem())
                    .as(path)
                    .isEqualTo("credential-not-accepted");
        }
    }

    private static AuditEntryPage page(int number) {
        var entries = IntStream.range(0, PagedItems.PAGE_SIZE)
                .mapToObj(it -> new AuditEntry(
                        it, Instant.EPOCH, "session.started", Actor.Kind.USER, null, "192.0.2.1", "browser", Map.of()))
                .toList();
        return new AuditEntryPage(entries, number == PAGES - 1 ? null : Integer.toString(number));
    }
}
