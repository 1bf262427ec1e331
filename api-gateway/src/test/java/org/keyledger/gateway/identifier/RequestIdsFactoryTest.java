package org.keyledger.gateway.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayTestApplication;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.ledger.MutableClock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayName("Generating ids and API keys")
class RequestIdsFactoryTest {

    private final SecureRandom random = new SecureRandom();
    private final RequestIdsFactory factory = new RequestIdsFactory(
            new MutableClock(GatewayTestApplication.START),
            this::randomBytes,
            new ApiKeySettings("acme", List.of("read"), 10));

    private byte[] randomBytes(String label, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void generates_ids_that_sort_by_time() {
        var id = factory.random().user().value();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(GatewayTestApplication.START.toEpochMilli());
        assertThat(factory.random().claim(EmailHmac.parse("hmac")).value().version())
                .isEqualTo(4);
    }

    @Test
    void generates_the_same_ids_within_a_request_and_others_for_another_request() {
        var ids = factory.random();
        var users = new HashSet<Object>();

        assertThat(ids.user()).isEqualTo(ids.user());
        assertThat(ids.user().value()).isNotEqualTo(ids.tenant().value());
        for (var i = 0; i < 1000; i++) {
            assertThat(users.add(factory.random().user())).isTrue();
        }
    }

    @Test
    void derives_another_claim_for_another_address_from_the_same_random_source() {
        var ids = factory.random();

        assertThat(ids.claim(EmailHmac.parse("one")))
                .isEqualTo(ids.claim(EmailHmac.parse("one")))
                .isNotEqualTo(ids.claim(EmailHmac.parse("other")));
    }

    @Test
    void derives_the_same_ids_from_the_same_random_source_and_time() {
        var first = factory.derived(7, new HkdfRandomSource(new byte[32], new byte[] {1}));
        var again = factory.derived(7, new HkdfRandomSource(new byte[32], new byte[] {1}));
        var other = factory.derived(7, new HkdfRandomSource(new byte[32], new byte[] {2}));

        assertThat(again.key()).isEqualTo(first.key()).isNotEqualTo(other.key());
        assertThat(again.apiKey(Environment.LIVE).reveal())
                .isEqualTo(first.apiKey(Environment.LIVE).reveal());
    }

    @Test
    void generates_keys_that_a_scanner_can_recognise() {
        var key = factory.random().apiKey(Environment.TEST);
        var shown = key.reveal();
        var crc = new CRC32();
        crc.update(shown.substring(0, shown.length() - 6).getBytes(StandardCharsets.US_ASCII));

        assertThat(shown).matches("acme_test_[0-9A-Za-z]{12}\\.[0-9A-Za-z]{38}");
        assertThat(number(shown.substring(shown.length() - 6))).isEqualTo(crc.getValue());
        assertThat(key.prefix().value()).isEqualTo(shown.substring(0, shown.indexOf('.')));
        assertThat(key.digest().matches(Digest.of(shown.substring(shown.indexOf('.') + 1))))
                .isTrue();
        assertThat(shown).endsWith(key.lastFour());
        assertThat(key.toString()).doesNotContain(shown.substring(shown.indexOf('.')));
    }

    @Test
    void reads_its_own_keys_and_no_others() {
        var shown = factory.random().apiKey(Environment.LIVE).reveal();

        assertThat(PlaintextApiKey.read(shown)).isPresent();
        assertThat(PlaintextApiKey.read(shown + "x")).isEmpty();
        assertThat(PlaintextApiKey.read(shown.replace("acme", "acmf"))).isEmpty();
        assertThat(PlaintextApiKey.read(shown.replace("live", "test"))).isEmpty();
        assertThat(PlaintextApiKey.read(shown + "\n")).isEmpty();
        assertThat(PlaintextApiKey.read("a".repeat(100_000))).isEmpty();
    }

    @Test
    void uses_every_character_and_favours_none() {
        var counts = new int[128];
        Base62.text(this::randomBytes, "many", 62_000).chars().forEach(c -> counts[c]++);

        assertThat("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".chars())
                .allSatisfy(c -> assertThat(counts[c]).isBetween(750, 1250));
    }

    @Test
    void has_these_defaults() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("keyledger.api-keys", ApiKeySettings.class);

        assertThat(settings).isEqualTo(new ApiKeySettings("kl", List.of("read", "write", "predict", "admin"), 10_000));
        assertThatThrownBy(() -> new ApiKeySettings("K L", List.of(), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ApiKeySettings("kl", List.of("*"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long number(String digits) {
        var alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        return digits.chars().mapToLong(alphabet::indexOf).reduce(0, (sum, digit) -> sum * 62 + digit);
    }
}
