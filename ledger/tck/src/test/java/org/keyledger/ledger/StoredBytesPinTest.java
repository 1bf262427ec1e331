package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.NOON;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.epoch.EpochStarter;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;
import org.keyledger.ledger.hashchain.Tip;
import org.keyledger.ledger.rollbackdetection.HeadStore;
import org.keyledger.ledger.rollbackdetection.KnownHead;

@DisplayName("The bytes of commits, hashes, cursors and witnesses")
class StoredBytesPinTest {

    private static final LedgerIdentity LEDGER =
            new LedgerIdentity(UUID.fromString("01890000-0000-7000-8000-0000000000aa"), 3);
    private static final HexFormat HEX = HexFormat.of();

    @TempDir
    private Path folder;

    @Test
    @DisplayName("are those of the approved file")
    void are_those_of_the_approved_file() throws Exception {
        // given a fixed commit of two events, at the beginning of a fixed ledger
        Commit commit = new Commit("key ü", "{\"who\":\"me\"}".getBytes(UTF_8), List.of(entry("a", 0), entry("b", 7)));
        Tip genesis = Tip.genesis(LEDGER);

        // when it is chained, its head is recorded and the ledger is reopened
        ChainedCommit first = genesis.chain(commit, CommitCodec.encodeContent(commit), "writer");
        ChainedCommit second = Tip.after(first.commit()).chain(commit, CommitCodec.encodeContent(commit), "writer");
        Path witness = folder.resolve("witness.json");
        HeadStore.in(witness).write(new KnownHead(LEDGER.id(), 3, 1, "00ff"));

        // then
        List<String> lines = new ArrayList<>();
        lines.add("identity " + LEDGER);
        lines.add("genesis " + Chain.genesis(LEDGER));
        lines.add("first commit " + HEX.formatHex(first.canonical()));
        lines.add("first hash " + first.commit().hash());
        lines.add("second commit " + HEX.formatHex(second.canonical()));
        lines.add("second hash " + second.commit().hash());
        lines.add("fresh key "
                + new IdGenerator(new SecureRandom()).commitId(NOON).replaceAll("[0-9a-f]{8}-.*", "<uuid>"));
        lines.add("page cursor " + new PageCursor("2026-11-21T12:00:00Z", "id ü").encode());
        lines.add("witness file " + Files.readString(witness));
        lines.addAll(reopening());
        Pins.check("stored-bytes", "Canonical bytes (hex), hashes, cursors, witness and reopening.", lines);
        assertThat(CommitCodec.decode(
                        first.canonical(),
                        first.commit().previousHash(),
                        first.commit().hash()))
                .usingRecursiveComparison()
                .isEqualTo(first.commit());
    }

    private static List<String> reopening() {
        try (Ledger ledger = new InMemoryLedger()) {
            new EpochStarter(ledger, Clock.fixed(NOON, ZoneOffset.UTC), new SecureRandom(), Map.of()).startAfter(4);
            Commit commit = ledger.head().orElseThrow().commit();
            EventRecord entry = commit.events().get(0);
            String id = ledger.identity().id().toString();
            return List.of(
                    "reopening key " + commit.commitId(),
                    "reopening aggregate " + entry.aggregateId().replace(id, "<ledger id>"),
                    "reopening aggregate type " + entry.aggregateType(),
                    "reopening event " + entry.eventType() + " revision " + entry.revision(),
                    "reopening metadata " + new String(commit.metadata(), UTF_8),
                    "reopening payload "
                            + new String(entry.payload(), UTF_8)
                                    .replace(id, "<ledger id>")
                                    .replaceAll("[0-9a-f]{64}", "<hash>"));
        }
    }

    private static EventRecord entry(String aggregate, long sequence) {
        return new EventRecord(
                aggregate,
                "Account",
                sequence,
                "event " + sequence,
                "account.changed",
                2,
                NOON.plusMillis(sequence),
                "{\"name\":\"ü\"}".getBytes(UTF_8));
    }
}
