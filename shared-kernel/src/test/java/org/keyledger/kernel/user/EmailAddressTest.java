package org.keyledger.kernel.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("An e-mail address")
class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "x@straße.de,xn--strae-oqa.de",
        "x@STRASSE.de,strasse.de",
        "x@faß.de,xn--fa-hia.de",
        "x@βόλος.com,xn--nxasmm1c.com",
        "x@τέλος.gr,xn--ixa2ammg.gr",
        "x@نامه\u200cای.ir,xn--mgba3gch31f060k.ir",
        "x@bücher.example,xn--bcher-kva.example",
        "x@ｅｘａｍｐｌｅ.com,example.com",
        "x@XN--STRAE-OQA.DE,xn--strae-oqa.de",
        "x@r3---sn-apo3.example.com,r3---sn-apo3.example.com",
        "x@例え.テスト,xn--r8jz45g.xn--zckzah"
    })
    void is_delivered_to_the_domain_that_its_owner_registered(String address, String domain) {
        assertThat(EmailAddress.parse(address).domain()).isEqualTo(domain);
        assertThat(EmailAddress.parse(address).recipient()).hasValue("x@" + domain);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada@Example.COM,ada@example.com,true",
        "ＡＤＡ@example.com,ada@example.com,true",
        "ΝΙΚΟΣ.q@example.com,νικος.q@example.com,true",
        "νικοσ@example.com,νικος@example.com,true",
        "\u212Belvin@example.com,\u00e5elvin@example.com,true",
        "\u212Aelvin@example.com,kelvin@example.com,true",
        "e\u0301@example.com,\u00e9@example.com,true",
        "x@straße.de,x@xn--strae-oqa.de,true",
        "x@straße.de,x@strasse.de,false",
        "x@βόλος.com,x@βόλοσ.com,false",
        "\u0131@example.com,i@example.com,false"
    })
    void is_the_same_whatever_its_spelling(String one, String other, boolean same) {
        assertThat(EmailAddress.parse(one)
                        .normalised()
                        .equals(EmailAddress.parse(other).normalised()))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ada",
                "ada@example",
                "\u0000erased",
                "fw＠example.com",
                "fw\ufe6bexample.com",
                "a＠b@example.com",
                "ada@example．com",
                "ada@example。com",
                "ada@example｡com",
                "ada@sub｡example.com",
                "a．b@example.com",
                "a\u2024b@example.com",
                "a\u2025b@example.com",
                "a@ex\u200bample.com",
                "a@ex\u00adample.com",
                "a@ex\u200dample.com",
                "a@exa\u200cmple.com",
                "a\u200cb@example.com",
                "a\u200bb@example.com",
                "a\u3164@example.com",
                "a@-example.com",
                "a@example-.com",
                "a@exa_mple.com",
                "a@exa mple.com",
                "a@xn--a.com",
                "a@xn--strasse-.de",
                "a@\u0300b.com",
                "a@example.com.",
                "a@.example.com",
                "a b@example.com",
                "a..b@example.com",
                "a@b@example.com",
                "\"a\"@example.com",
                "a@[192.0.2.7]"
            })
    void is_refused_if_no_mail_can_be_sent_to_it(String address) {
        assertThatThrownBy(() -> EmailAddress.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be an e-mail address");
    }

    @Test
    void has_at_most_64_characters_before_the_at_sign_and_254_in_all() {
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.com").localPart())
                .hasSize(64);
        assertThatThrownBy(() -> EmailAddress.parse("a".repeat(65) + "@example.com"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EmailAddress.parse("\ufdfa".repeat(10) + "@example.com"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EmailAddress.parse("a@" + "b.".repeat(126) + "com"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever is accepted has one form, and a mail server finds the same two parts in it as we do. */
    @Test
    void that_is_accepted_has_a_recipient_of_two_parts() {
        var random = new Random(11);
        var accepted = 0;
        for (var i = 0; i < 100_000; i++) {
            var text = randomText(random) + "@" + randomText(random) + ".com";
            EmailAddress address;
            try {
                address = EmailAddress.parse(text);
            } catch (IllegalArgumentException e) {
                continue;
            }
            accepted++;
            var recipient = address.recipient().orElseThrow();
            var normalised = address.normalised();
            assertThat(recipient.split("@", -1)).as(text).hasSize(2);
            assertThat(recipient).endsWith("@" + address.domain());
            assertThat(address.domain()).matches("[a-z0-9.-]+");
            assertThat(EmailAddress.parse(normalised).normalised()).as(text).isEqualTo(normalised);
            assertThat(EmailAddress.parse(recipient).normalised()).as(text).isEqualTo(normalised);
        }
        assertThat(accepted).isGreaterThan(1000);
    }

    private static String randomText(Random random) {
        var parts =
                List.of("a", "B", "ß", "ς", "Σ", "ｆ", "＠", "．", "。", "é", "e\u0301", "\u200d", "\u200c", "-", "1", ".");
        var text = new StringBuilder();
        for (var length = 1 + random.nextInt(3); length > 0; length--) {
            text.append(
                    random.nextInt(4) == 0
                            ? Character.toString(random.nextInt(0x2FFF))
                            : parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    @Test
    void that_an_earlier_version_stored_is_still_read() {
        var stored = LedgerJson.mapper(List.of());
        for (var text : List.of("fw＠example.com", "a@ex\u200bample.com", "ada", "ada@example.com")) {
            var address = stored.readValue(new JsonMapper().writeValueAsString(text), EmailAddress.class);

            assertThat(address.stored()).isEqualTo(text);
            assertThat(address.isErased()).isFalse();
            assertThat(address.recipient().isPresent()).isEqualTo(text.equals("ada@example.com"));
        }
    }
}
