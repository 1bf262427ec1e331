package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.RequiredTool;
import org.keyledger.server.endtoend.SeedScript.Response;

/**
 * Runs the scripts of {@code docs/seeds}, which compare each response with the document; {@code
 * -Dkeyledger.write-docs=true} writes the page of the calls.
 */
@DisplayName("Running the calls of published documents")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeedDocumentsTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "seeds.md");

    private final Map<SeedDocument, List<Response>> responses = new EnumMap<>(SeedDocument.class);
    private List<Response> withoutMail = List.of();

    /** The scripts run at the same time, because each spends most of its time on starts of programs. */
    @BeforeAll
    void run_scripts(@TempDir Path data) {
        List.of("curl", "openssl", "node").forEach(RequiredTool::require);
        RequiredTool.requirePython("requests");
        var scripts = new EnumMap<SeedDocument, SeedScript>(SeedDocument.class);
        for (var document : SeedDocument.values()) {
            scripts.put(document, SeedScript.start(document.number(), SharedService.service()));
        }
        var settings = ServiceProcess.settings(data);
        settings.put("KEYLEDGER_MAIL", "off");
        try (var service = ServiceProcess.start(settings)) {
            withoutMail = SeedScript.start(SeedDocument.TOTP.number(), service).responses();
        }
        scripts.forEach((document, script) -> responses.put(document, script.responses()));
    }

    @Test
    void includes_every_call_of_each_document() {
        for (var document : SeedDocument.values()) {
            var titles = document.calls().stream().map(DocumentedCall::title).toList();
            assertThat(titles).doesNotHaveDuplicates().hasSizeGreaterThan(8);
            assertThat(titles(responses.get(document))).containsExactlyInAnyOrderElementsOf(titles);
        }
    }

    @Test
    void verifies_the_address_at_the_sign_up_only_without_mail() {
        var login = "Authenticate: the address is not verified";

        assertThat(status(responses.get(SeedDocument.TOTP), login)).isEqualTo(403);
        assertThat(status(withoutMail, login)).isEqualTo(200);
    }

    @Test
    void is_documented_with_its_response() throws IOException {
        var page = SeedDocumentsPage.of(responses, withoutMail);
        if (Boolean.getBoolean("keyledger.write-docs")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    @Test
    void fails_at_the_first_response_that_differs() throws IOException {
        // given
        var body = "{\"token\":\"not a JWT\",\"tenant_id\":\"\",\"email_verified\":true}".getBytes(UTF_8);
        var service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", request -> {
            try (request) {
                request.sendResponseHeaders(201, body.length);
                request.getResponseBody().write(body);
            }
        });
        service.start();
        var base = "http://localhost:" + service.getAddress().getPort();

        // when
        var end = SeedScript.start(SeedDocument.ACCOUNTS.number(), base, base).await();

        // then
        service.stop(0);
        assertThat(end.code()).isEqualTo(1);
        assertThat(end.output())
                .contains("000.sh: Signup: ", "response.api_key is missing", "response.email_verified is true")
                .doesNotContain("Login");
    }

    private static List<String> titles(List<Response> responses) {
        return new ArrayList<>(
                new LinkedHashSet<>(responses.stream().map(Response::title).toList()));
    }

    private static int status(List<Response> responses, String title) {
        return responses.stream()
                .filter(response -> response.title().equals(title))
                .findFirst()
                .orElseThrow()
                .status();
    }
}
