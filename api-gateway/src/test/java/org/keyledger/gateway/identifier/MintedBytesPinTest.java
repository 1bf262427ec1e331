package org.keyledger.gateway.identifier;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.ledger.Pins;

@DisplayName("Ids and keys derived from fixed bytes")
class MintedBytesPinTest {

    @Test
    @DisplayName("has the approved ids, key text and digest")
    void has_the_approved_ids_key_text_and_digest() {
        // given
        var randomSource = new HkdfRandomSource(new byte[32], new byte[] {1, 2, 3});

        // when
        var ids = new RequestIds(1_789_000_000_000L, randomSource, "kl");
        var key = ids.apiKey(Environment.LIVE);

        // then
        var lines = new ArrayList<String>();
        lines.add("40 bytes derived for 'x' " + HexFormat.of().formatHex(randomSource.bytes("x", 40)));
        lines.add("user " + ids.user());
        lines.add("tenant " + ids.tenant());
        lines.add("session " + ids.session());
        lines.add("request " + ids.request());
        lines.add("key " + ids.key());
        lines.add("claim of an address " + ids.claim(EmailHmac.parse("hmac")));
        lines.add("claim of a change " + ids.claim(ids.request()));
        lines.add("API key " + key.reveal());
        lines.add("API key of test " + ids.apiKey(Environment.TEST).reveal());
        lines.add("prefix " + key.prefix().value());
        lines.add("digest " + key.digest().encoded());
        lines.addAll(List.of("last four " + key.lastFour()));
        Pins.check("minted", "Ids and keys that are derived from fixed bytes and a fixed time.", lines);
    }
}
