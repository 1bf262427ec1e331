package org.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.encryption.FieldEncryptor;
import org.keyledger.ledger.encryption.LedgerJson;
import org.keyledger.ledger.encryption.SubjectKeys;
import org.keyledger.ledger.encryption.TreeEncryption;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Random events of every type are encoded like their JSON trees")
class EventEncodingTest {

    private static final int EVENTS_PER_TYPE = 10;
    private static final List<String> PLACE = List.of("user-1", "0", "event");
    private static final JsonMapper JSON = LedgerJson.mapper(List.of(new UnwrappedFieldOrder()));

    private final InMemoryVault vault = new InMemoryVault();
    private final SubjectKeys keys = new SubjectKeys(vault, Clock.systemUTC(), Ticker.systemTicker());
    private final FieldEncryptor encryptor = new FieldEncryptor(keys, JSON, new SecureRandom());
    private final TreeEncryption tree = new TreeEncryption(keys, JSON);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void and_decoded_to_equal_events(long seed) throws IOException {
        RandomEvents events = new RandomEvents(new Random(seed));
        vault.createKeys(events.texts());

        for (int i = 0; i < EVENTS_PER_TYPE; i++) {
            for (Record event : events.ofEachType()) {
                assertThat(tree.assertSameEncoding(encryptor, event, PLACE)).isEqualTo(event);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void while_subjects_are_erased(long seed) throws IOException {
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(random);
        vault.createKeys(events.texts());
        List<String> subjects = new ArrayList<>(events.texts());

        for (Record event : events.ofEachType()) {
            String erased = subjects.get(random.nextInt(subjects.size()));
            vault.destroyKey(erased, Position.FIRST);
            encryptor.evict(erased);

            Record decoded = tree.assertSameEncoding(encryptor, event, PLACE);

            assertThat(tree.assertSameEncoding(encryptor, decoded, PLACE)).isEqualTo(decoded);
        }
    }
}
