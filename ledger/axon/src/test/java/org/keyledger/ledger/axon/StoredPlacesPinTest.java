package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.Pins;
import org.keyledger.ledger.axon.EventSerialization.EventAad;

@DisplayName("Where fields of events are bound to, and how tokens are kept")
class StoredPlacesPinTest {

    private static final Instant NOON = Instant.parse("2026-05-06T12:00:00Z");

    @Test
    @DisplayName("is as in the approved file")
    void is_as_in_the_approved_file() {
        // given
        EventAad places = new EventAad("user-1", 4, "user.registered");
        InMemoryAtomicStore cells = new InMemoryAtomicStore(Clock.fixed(NOON, ZoneOffset.UTC));
        AtomicTokenStore store = new AtomicTokenStore(
                cells, new ClaimOwner("node-1", Clock.fixed(NOON, ZoneOffset.UTC), Duration.ofSeconds(10)));

        // when
        store.initializeTokenSegments("group", 1, new GlobalSequenceTrackingToken(8));
        store.fetchToken("group", 0);
        TokenEntry replaying = TokenEntry.unclaimed(
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(9), new GlobalSequenceTrackingToken(3)),
                NOON);

        // then
        List<String> lines = new ArrayList<>();
        lines.add("associated data of a payload " + places.payload());
        lines.add("associated data of metadata " + EventSerialization.metadataAad("commit-1"));
        lines.add("cell token/group " + text(cells.get("token/group").orElseThrow()));
        lines.add("cell token/group/0 " + text(cells.get("token/group/0").orElseThrow()));
        lines.add("claimed later "
                + text(TokenEntry.unclaimed(null, NOON).withEpoch(2).toJson()));
        lines.add("replaying " + text(replaying.toJson()));
        lines.add("metadata " + List.of(LedgerMetadata.COMMIT_KEY, LedgerMetadata.ACTOR_USER, LedgerMetadata.POSITION));
        Pins.check("stored-places", "Parts of associated data; tokens as JSON.", lines);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
