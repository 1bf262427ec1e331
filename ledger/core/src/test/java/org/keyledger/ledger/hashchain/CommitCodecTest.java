package org.keyledger.ledger.hashchain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.RecordedCommit;

/** Pins the format: ledgers written today must stay verifiable. */
@DisplayName("Canonical encoding and hash of a commit")
class CommitCodecTest {

    private static final LedgerIdentity LEDGER =
            new LedgerIdentity(UUID.fromString("0190a3b4-0000-7000-8000-000000000001"), 0);
    private static final Commit COMMIT = new Commit(
            "key-1",
            "[]".getBytes(UTF_8),
            List.of(new EventRecord(
                    "user-1",
                    "User",
                    0,
                    "event-1",
                    "user.registered",
                    2,
                    Instant.parse("2026-11-21T12:00:00.123Z"),
                    "{}".getBytes(UTF_8))));

    private final ChainedCommit chained =
            Tip.genesis(LEDGER).chain(COMMIT, CommitCodec.encodeContent(COMMIT), "writer-1");

    @Test
    void gives_these_bytes() {
        assertThat(HexFormat.of().formatHex(chained.canonical()))
                .isEqualTo(
                        "01" // format
                                + "0000000000000000" // first position
                                + "00000001" // events
                                + "00000005" + hex("key-1")
                                + "00000008" + hex("writer-1")
                                + "000001a1fdfa467b" // greatest time
                                + "00000002" + hex("[]") // metadata
                                + "00000006" + hex("user-1")
                                + "00000004" + hex("User")
                                + "0000000000000000" // sequence
                                + "00000007" + hex("event-1")
                                + "0000000f" + hex("user.registered")
                                + "00000002" // revision
                                + "000001a1fdfa467b" // time
                                + "00000002" + hex("{}"));
    }

    @Test
    void gives_these_hashes() {
        assertThat(Chain.genesis(LEDGER))
                .hasToString("369f7daa89ca606e97b3a8650540d8c80b8278abd625446714dfc0c300891191");
        assertThat(chained.commit().previousHash()).isEqualTo(Chain.genesis(LEDGER));
        assertThat(chained.commit().hash())
                .hasToString("f369fd8f28a361c49d767b7e97b4f4785a8e7c15d3066390db6fa50f2768fc29");
    }

    @Test
    void begins_another_chain_in_each_ledger_and_epoch() {
        assertThat(Chain.genesis(LEDGER)).isNotEqualTo(Chain.genesis(new LedgerIdentity(LEDGER.id(), 1)));
        assertThat(Chain.genesis(LEDGER)).isNotEqualTo(Chain.genesis(new LedgerIdentity(UUID.randomUUID(), 0)));
    }

    @Test
    void can_be_read_back() {
        RecordedCommit read = CommitCodec.decode(
                chained.canonical(),
                chained.commit().previousHash(),
                chained.commit().hash());

        assertThat(read).usingRecursiveComparison().isEqualTo(chained.commit());
        assertThat(Chain.isSuccessor(Tip.genesis(LEDGER), read)).isTrue();
    }

    @Test
    void cannot_be_read_back_from_damaged_bytes() {
        byte[] whole = chained.canonical();
        for (int length = 0; length < whole.length; length++) {
            assertRejected(Arrays.copyOf(whole, length));
        }
        assertRejected(Arrays.copyOf(whole, whole.length + 1));
        byte[] endless = whole.clone();
        endless[13] = 0x7f;
        assertRejected(endless);
    }

    @Test
    void cannot_be_read_back_from_a_format_of_the_future() {
        byte[] future = chained.canonical().clone();
        future[0] = 2;

        assertThatThrownBy(() -> CommitCodec.decode(
                        future,
                        chained.commit().previousHash(),
                        chained.commit().hash()))
                .isInstanceOf(CommitFormatException.class)
                .hasMessageContaining("format 2");
    }

    private void assertRejected(byte[] bytes) {
        assertThatThrownBy(() -> CommitCodec.decode(
                        bytes, chained.commit().previousHash(), chained.commit().hash()))
                .isInstanceOf(CommitFormatException.class);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
