package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Pins;
import org.keyledger.ledger.encryption.FieldEncryptor;
import org.keyledger.ledger.encryption.SubjectKeys;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("What a running service stores")
class StoredNamesPinTest {

    private final PinnedService service = PinnedService.ran();
    private final StoredFiles files = service.files();

    @Test
    @DisplayName("has the approved events, aggregate types and metadata")
    void has_the_approved_events_aggregate_types_and_metadata() {
        Pins.check(
                "events",
                "Events as they are in the ledger: name, aggregate type, fields of payload and metadata.",
                files.events());
    }

    @Test
    @DisplayName("has the approved views, indexes, checkpoints and aliases")
    void has_the_approved_views_indexes_checkpoints_and_aliases() {
        Pins.check(
                "views",
                "Views before and after a rebuild: ids, fields, indexes, checkpoints, aliases.",
                files.views());
    }

    @Test
    @DisplayName("has the approved cells and counters")
    void has_the_approved_cells_and_counters() {
        Pins.check("cells", "Atomic cells with the fields of their values, and counters.", files.atomicStore());
    }

    @Test
    @DisplayName("has the approved subjects and secrets in its vault")
    void has_the_approved_subjects_and_secrets_in_its_vault() {
        Pins.check("vault", "Names in the vault.", files.vault());
    }

    @Test
    @DisplayName("is in the approved files")
    void is_in_the_approved_files() {
        Pins.check("files", "Files of the data folder, and the fields of those in JSON.", files.files());
    }

    @Test
    @DisplayName("names failed log-ins by an HMAC under a key of the day for 'failed log-ins'")
    void names_failed_log_ins_by_an_hmac_under_a_key_of_the_day() throws GeneralSecurityException {
        try (var storage = service.storage()) {
            // given the address of a failed login
            var email = hmac(storage.vault().findSecret("hmac/email").orElseThrow(), "gone@example.com");

            // when
            var keys = new SubjectKeys(storage.vault(), Clock.systemUTC(), Ticker.systemTicker());
            var today =
                    keys.dayKey(LocalDate.now(ZoneOffset.UTC), "failed log-ins").orElseThrow();

            // then
            assertThat(storage.ledger().readEvents(hmac(today.getEncoded(), email), 0))
                    .extracting(it -> it.event().eventType())
                    .containsExactly("login.failed");
        }
    }

    @Test
    @DisplayName("binds fields of views to the view's name, without its generation, and to the document's id")
    void binds_fields_of_views_to_the_name_of_the_view_and_the_id() {
        try (var storage = service.storage()) {
            // given
            var json = JsonMapper.builder().build();
            var encryptor = new FieldEncryptor(
                    new SubjectKeys(storage.vault(), Clock.systemUTC(), Ticker.systemTicker()),
                    json,
                    new SecureRandom());
            var profiles = storage.views().scan("profiles@2", Optional.empty(), 10);

            // when
            var emails = profiles.stream()
                    .map(it -> json.readTree(encryptor.decrypt(it.body(), List.of("profiles", it.id()))))
                    .map(it -> it.path("email").asString())
                    .toList();

            // then
            assertThat(emails)
                    .containsExactlyInAnyOrder("stays@example.com", "unproved@example.com", "two-factors@example.com");
        }
    }

    private static String hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
    }
}
