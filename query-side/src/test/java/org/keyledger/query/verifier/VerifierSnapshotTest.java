package org.keyledger.query.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.crypto.SecretKey;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.encryption.LedgerJson;
import org.keyledger.query.FixedServiceKeys;
import org.keyledger.query.verifier.SnapshotFile.InvalidSnapshotException;
import tools.jackson.databind.ObjectMapper;

@DisplayName("Writing and reading the verifier's snapshot")
class VerifierSnapshotTest {

    private static final ObjectMapper JSON = LedgerJson.mapper(List.of());
    private static final int EVENTS = 6_000;

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    /** The state is ahead of the snapshot's position while it is written, as under load. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void gives_with_the_events_after_it_what_all_events_give(long seed) throws Exception {
        var events = new RandomHistory(seed).events(EVENTS);
        var next = new Random(seed).nextInt(EVENTS);
        var state = new VerifierState();
        state.apply(events.subList(0, next));

        var applying = CompletableFuture.runAsync(() -> applyEach(state, events.subList(next, EVENTS)));
        write(state);
        applying.join();
        var loaded = new VerifierState();
        loaded.replace(read());
        applyEach(loaded, events.subList(next, EVENTS));

        assertThat(loaded.<List<String>>read(TablesContent::of)).isEqualTo(state.<List<String>>read(TablesContent::of));
    }

    private static void applyEach(VerifierState state, List<TrackedEventMessage<?>> events) {
        for (var from = 0; from < events.size(); from += 7) {
            state.apply(events.subList(from, Math.min(events.size(), from + 7)));
        }
    }

    @Test
    void gives_the_same_tables_without_later_events() throws IOException {
        var state = stateOf(9);
        write(state);

        assertThat(TablesContent.of(read())).isEqualTo(state.<List<String>>read(TablesContent::of));
    }

    /** A change of what a byte means must change this text, so that no older file is read. */
    @Test
    void has_a_format_that_names_what_its_bytes_depend_on() {
        assertThat(SnapshotHeader.LAYOUT)
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("keyledger verifier snapshot 1, records of 92, 80 and 25 bytes, [KEYS, RESTRICTIONS,"
                        + " PUBLIC_KEYS, CONFIRMATIONS, SESSIONS, PRINCIPALS, KEPT_SESSIONS, CONFIRMED_TENANTS,"
                        + " PREFIX_BEGINNINGS, SCOPES, END], [pwd, otp, email, fed, pop, sso]\n");
    }

    @Test
    void leaves_out_what_has_ended() throws IOException {
        write(stateOf(10));

        try (var file = SnapshotFile.open(path(), key(), random)) {
            var tables = new SnapshotReader(JSON, Instant.MAX).read(file);
            assertThat(tables.sessions().records().records().size()).isZero();
        }
    }

    @Test
    void is_refused_with_any_altered_byte() throws IOException {
        write(stateOf(11));
        var content = Files.readAllBytes(path());
        var places = new Random(11);
        for (var round = 0; round < 300; round++) {
            var altered = content.clone();
            altered[round < 150 ? places.nextInt(SnapshotHeader.BYTES + 40) : places.nextInt(content.length)] ^=
                    (byte) (1 << places.nextInt(8));
            Files.write(path(), altered);
            assertRefused();
        }
    }

    @Test
    void is_refused_if_it_is_cut_or_continued() throws IOException {
        write(stateOf(12));
        var content = Files.readAllBytes(path());
        var places = new Random(12);
        for (var round = 0; round < 100; round++) {
            Files.write(path(), Arrays.copyOf(content, places.nextInt(content.length)));
            assertRefused();
        }
        Files.write(path(), Arrays.copyOf(content, content.length + 1));
        assertRefused();
    }

    @Test
    void is_refused_under_another_key() throws IOException {
        write(stateOf(13));

        try (var file = SnapshotFile.open(path(), new FixedServiceKeys().key(Purpose.EMAIL), random)) {
            assertThatThrownBy(() -> new SnapshotReader(JSON, Instant.MIN).read(file))
                    .isInstanceOf(InvalidSnapshotException.class);
        }
    }

    @Test
    void contains_nothing_in_plain_text() throws IOException {
        var state = stateOf(14);
        write(state);

        var text = new String(Files.readAllBytes(path()), StandardCharsets.ISO_8859_1);
        assertThat(text).doesNotContain("192.0.2.7").doesNotContain("kl_live_").doesNotContain("BEGIN PUBLIC KEY");
    }

    private void assertRefused() {
        assertThatThrownBy(this::read).isInstanceOf(InvalidSnapshotException.class);
    }

    private static VerifierState stateOf(long seed) {
        var state = new VerifierState();
        state.apply(new RandomHistory(seed).events(EVENTS));
        return state;
    }

    private void write(VerifierState state) throws IOException {
        var header = new SnapshotHeader(
                new LedgerIdentity(UUID.randomUUID(), 0),
                1,
                Hash.of(new byte[Hash.LENGTH]),
                new byte[SnapshotHeader.SALT_BYTES],
                9,
                9,
                9);
        try (var file = SnapshotFile.create(path(), header, key(), random)) {
            new SnapshotWriter(state, JSON).writeTo(file);
        }
    }

    private VerifierTables read() throws IOException {
        try (var file = SnapshotFile.open(path(), key(), random)) {
            return new SnapshotReader(JSON, Instant.MIN).read(file);
        }
    }

    private Path path() {
        return folder.resolve("verifier.snapshot");
    }

    private static SecretKey key() {
        return new FixedServiceKeys().key(Purpose.VERIFIER_SNAPSHOT);
    }
}
