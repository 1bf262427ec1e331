package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.FixedKeyVault;
import org.keyledger.ledger.Pins;
import org.keyledger.ledger.annotation.Erased;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

@DisplayName("The bytes of encrypted fields")
class SealedBytesPinTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final SecretKey KEY = new SecretKeySpec(FixedKeyVault.KEY, "AES");
    private static final List<String> PLACE = List.of("user-1", "0", "user.registered");
    private static final LocalDate DATE = LocalDate.parse("2026-05-06");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SubjectKeys keys = new SubjectKeys(new FixedKeyVault(), Clock.systemUTC(), Ticker.systemTicker());
    private final FieldEncryptor encryptor = new FieldEncryptor(keys, JSON, new SecureRandom());

    @Test
    @DisplayName("have the approved associated data, derived keys and fields")
    void have_the_approved_associated_data_derived_keys_and_fields() {
        // given a fixed key and fixed associated data

        // when
        JsonNode sealed = encryptor.encrypt(StringNode.valueOf("Ada"), "user-1", "email", PLACE);

        // then
        List<String> lines = new ArrayList<>();
        lines.add("associated data of email in user-1/0/user.registered "
                + HEX.formatHex(new Aad(PLACE).forField("email")));
        lines.add(
                "associated data of name in users/1 " + HEX.formatHex(new Aad(List.of("users", "1")).forField("name")));
        lines.add("HKDF of label 'x' "
                + HEX.formatHex(KeyDerivation.of(KEY, "x").derive().getEncoded()));
        lines.add("HKDF for a day's metadata "
                + HEX.formatHex(keys.encryptionKey(keys.ensureDayKey(DATE))
                        .orElseThrow()
                        .getEncoded()));
        lines.add("HKDF of a day for label 'failed log-ins' "
                + HEX.formatHex(
                        keys.dayKey(DATE, "failed log-ins").orElseThrow().getEncoded()));
        lines.add("day subject " + keys.ensureDayKey(DATE));
        lines.add("sealed field " + sealed.toString().replaceAll("\"[A-Za-z0-9+/=]{40,}\"", "\"<box>\""));
        byte[] box = sealed.get(sealed.propertyNames().iterator().next()).binaryValue();
        lines.add("box begins with " + box[0] + " and adds " + (box.length - "\"Ada\"".length()) + " bytes");
        lines.add("HKDF of two subjects "
                + HEX.formatHex(keys.encryptionKey(List.of("tenant-1", "user-1"))
                        .orElseThrow()
                        .getEncoded()));
        lines.add("HKDF of a subject for label 'x' "
                + HEX.formatHex(keys.derivedKey("tenant-1", "x").orElseThrow().getEncoded()));
        lines.add("erased field (hex of UTF-8) " + HEX.formatHex(Erased.REPLACEMENT.getBytes(UTF_8)));
        Pins.check(
                "sealed-bytes", "Associated data and HKDF outputs (hex) for fixed inputs; the form of a field.", lines);
    }

    @Test
    @DisplayName("are read as an earlier version wrote them")
    void are_read_as_an_earlier_version_wrote_them() {
        // given
        Map<String, String> answers = Pins.answers(
                "sealed-fields", "Fields sealed by an earlier version: subject = field.", this::freshFields);

        for (Map.Entry<String, String> answer : answers.entrySet()) {
            // when
            JsonNode document = JSON.readTree("{\"contact\":{\"email\":" + answer.getValue() + "}}");

            // then
            assertThat(encryptor.decrypt(document, PLACE).at("/contact/email").stringValue())
                    .as(answer.getKey())
                    .isEqualTo("Ada");
            assertThat(FieldEncryptor.hasEncryptedField(answer.getValue().getBytes(UTF_8)))
                    .isTrue();
        }
    }

    private Map<String, String> freshFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String subject : List.of("user-1", "day/2026-05-06")) {
            fields.put(
                    subject,
                    encryptor
                            .encrypt(StringNode.valueOf("Ada"), subject, "contact.email", PLACE)
                            .toString());
        }
        return fields;
    }
}
