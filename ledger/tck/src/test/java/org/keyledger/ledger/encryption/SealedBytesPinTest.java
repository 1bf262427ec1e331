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
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.FixedKeyVault;
import org.keyledger.ledger.Pins;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("The bytes of encrypted fields")
class SealedBytesPinTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final SecretKey KEY = new SecretKeySpec(FixedKeyVault.KEY, "AES");
    private static final List<String> PLACE = List.of("user-1", "0", "user.registered");
    private static final LocalDate DATE = LocalDate.parse("2026-05-06");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    record Document(Contact contact) {}

    record Contact(
            String user, @PersonalData(subject = "user") String email) {}

    private final SubjectKeys keys = new SubjectKeys(new FixedKeyVault(), Clock.systemUTC(), Ticker.systemTicker());
    private final FieldEncryptor encryptor = new FieldEncryptor(keys, JSON, new SecureRandom());

    @Test
    @DisplayName("have the approved associated data, derived keys and fields")
    void have_the_approved_associated_data_derived_keys_and_fields() {
        // given a fixed key and fixed associated data

        // when
        JsonNode sealed = JSON.readTree(encryptor.encrypt(Map.of("email", "Ada"), Set.of("email"), "user-1", PLACE))
                .get("email");

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
            byte[] document = ("{\"contact\":{\"email\":" + answer.getValue() + "}}").getBytes(UTF_8);

            // then
            assertThat(new String(encryptor.decrypt(document, PLACE), UTF_8))
                    .as(answer.getKey())
                    .isEqualTo("{\"contact\":{\"email\":\"Ada\"}}");
        }
    }

    private Map<String, String> freshFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String subject : List.of("user-1", "day/2026-05-06")) {
            byte[] document = encryptor.encrypt(new Document(new Contact(subject, "Ada")), PLACE);
            fields.put(subject, JSON.readTree(document).at("/contact/email").toString());
        }
        return fields;
    }
}
