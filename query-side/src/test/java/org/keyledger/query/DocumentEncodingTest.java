package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RandomRecords;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;
import org.keyledger.ledger.encryption.FieldEncryptor;
import org.keyledger.ledger.encryption.LedgerJson;
import org.keyledger.ledger.encryption.SubjectKeys;
import org.keyledger.ledger.encryption.TreeEncryption;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Random documents of every view are encoded like their JSON trees")
class DocumentEncodingTest {

    private static final int DOCUMENTS_PER_VIEW = 20;
    private static final List<String> PLACE = List.of("view", "id");
    private static final JsonMapper JSON = LedgerJson.mapper(List.of(new UnwrappedFieldOrder()));
    private static final Path CLASSES = Path.of("target/classes");
    private static final String SUFFIX = ".class";
    private static final Path EVENTS = Path.of("../shared-kernel/src/test/resources/events");

    /** Values of types that no event has. */
    private record OtherValues(Map<String, String> details, String text) {}

    private final InMemoryVault vault = new InMemoryVault();
    private final SubjectKeys keys = new SubjectKeys(vault, Clock.systemUTC(), Ticker.systemTicker());
    private final FieldEncryptor encryptor = new FieldEncryptor(keys, JSON, new SecureRandom());
    private final TreeEncryption tree = new TreeEncryption(keys, JSON);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void and_decoded_to_equal_documents(long seed) throws Exception {
        RandomRecords records = records(new Random(seed));

        for (Class<?> type : documentTypes()) {
            for (int i = 0; i < DOCUMENTS_PER_VIEW; i++) {
                Record document = document(records, type);
                assertThat(tree.assertSameEncoding(encryptor, document, PLACE)).isEqualTo(document);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void while_subjects_are_erased(long seed) throws Exception {
        Random random = new Random(seed);
        RandomRecords records = records(random);
        List<String> subjects = new ArrayList<>(records.texts());

        for (Class<?> type : documentTypes()) {
            String erased = subjects.get(random.nextInt(subjects.size()));
            vault.destroyKey(erased, Position.FIRST);
            encryptor.evict(erased);

            Record decoded = tree.assertSameEncoding(encryptor, document(records, type), PLACE);

            assertThat(tree.assertSameEncoding(encryptor, decoded, PLACE)).isEqualTo(decoded);
        }
    }

    private Record document(RandomRecords records, Class<?> type) {
        return Stream.generate(() -> records.of(type))
                .filter(tree::namesSubjects)
                .findFirst()
                .orElseThrow();
    }

    private RandomRecords records(Random random) throws IOException {
        List<Record> samples = new ArrayList<>();
        samples.add(new OtherValues(Map.of("reason", "expired", "\u00e4\"$sealed", "\u0001"), "day/2026-05-06"));
        for (Map.Entry<String, Class<?>> type : EventTypes.BY_NAME.entrySet()) {
            String json = Files.readString(EVENTS.resolve(type.getKey() + ".json"));
            samples.add((Record) JSON.readValue(json, type.getValue()));
        }
        RandomRecords records = new RandomRecords(random, samples);
        vault.createKeys(records.texts());
        return records;
    }

    /** Every record class of this module that may have encrypted fields, so that no view can be forgotten. */
    private static List<Class<?>> documentTypes() throws Exception {
        List<Class<?>> types = new ArrayList<>(List.of(UserAccount.class));
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file :
                    files.filter(it -> it.toString().endsWith(SUFFIX)).sorted().toList()) {
                String path = CLASSES.relativize(file).toString();
                String name = path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
                Class<?> type = Class.forName(name, false, DocumentEncodingTest.class.getClassLoader());
                if (type.isRecord() && mayBeEncrypted(type)) {
                    types.add(type);
                }
            }
        }
        assertThat(types).extracting(Class::getSimpleName).contains("ApiKeyView", "CredentialView", "SessionView");
        return types;
    }

    private static boolean mayBeEncrypted(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> component.isAnnotationPresent(PersonalData.class)
                        || component.isAnnotationPresent(Secret.class)
                        || component.getAccessor().isAnnotationPresent(JsonUnwrapped.class));
    }
}
