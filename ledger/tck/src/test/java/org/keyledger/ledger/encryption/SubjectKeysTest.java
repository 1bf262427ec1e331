package org.keyledger.ledger.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.ForwardingVault;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Vault.Subject;

@DisplayName("The cache of subject keys")
class SubjectKeysTest {

    private final Vault stored = new InMemoryVault();
    private final RecordingVault vault = new RecordingVault(stored);
    private final SubjectKeys keys = new SubjectKeys(vault, Clock.systemUTC(), Ticker.systemTicker());

    @Test
    void creates_a_key_that_was_created_early_only_once() {
        keys.create(List.of("ann", "tenant"));

        keys.create(List.of("ann", "tenant"));
        keys.create(List.of("ann", "session"));

        assertThat(vault.created).containsExactly(List.of("ann", "tenant"), List.of("session"));
    }

    @Test
    void reads_only_the_keys_that_existed_before() {
        stored.createKeys(List.of("tenant"));
        stored.destroyKey("ghost", Position.FIRST);

        keys.create(List.of("ann", "tenant", "ghost"));

        assertThat(vault.reads).as("reads of the vault").hasValue(2);
        assertThat(keys.encryptionKey("ann")).hasValue(storedKey("ann"));
        assertThat(keys.encryptionKey("tenant")).hasValue(storedKey("tenant"));
        assertThat(keys.encryptionKey("ghost")).isEmpty();
        assertThat(vault.reads).as("reads of the vault").hasValue(2);
    }

    @Test
    void does_not_read_the_key_of_a_day_that_it_has_created() {
        LocalDate today = LocalDate.now(Clock.systemUTC());

        keys.ensureDayKey(today);

        assertThat(keys.dayKey(today, "label")).isPresent();
        assertThat(vault.reads).as("reads of the vault").hasValue(1);
    }

    private SecretKey storedKey(String subject) {
        return ((Subject.Active) stored.findKey(subject)).key();
    }

    @Test
    void does_not_keep_a_key_that_is_destroyed_while_it_is_read() {
        stored.createKeys(List.of("ann"));
        vault.afterRead = () -> {
            vault.afterRead = () -> {};
            stored.destroyKey("ann", Position.FIRST);
            keys.evict("ann");
        };

        keys.encryptionKey("ann");

        assertThat(keys.encryptionKey("ann")).isEmpty();
    }

    @Test
    void does_not_keep_a_key_that_is_destroyed_while_it_is_created() {
        vault.afterCreation = () -> {
            vault.afterCreation = () -> {};
            stored.destroyKey("ann", Position.FIRST);
            keys.evict("ann");
        };

        keys.create(List.of("ann"));

        assertThat(keys.encryptionKey("ann")).isEmpty();
    }

    @Test
    void does_not_return_a_destroyed_key_after_its_eviction() {
        keys.create(List.of("ann"));
        stored.destroyKey("ann", Position.FIRST);

        keys.evict("ann");

        assertThat(keys.encryptionKey("ann")).isEmpty();
        keys.create(List.of("ann"));
        assertThat(keys.encryptionKey("ann")).isEmpty();
    }

    @Test
    void derives_the_key_of_two_subjects_once_while_it_is_cached() {
        keys.create(List.of("ann", "bob"));

        SecretKey first = keys.encryptionKey(List.of("ann", "bob")).orElseThrow();

        assertThat(keys.encryptionKey(List.of("ann", "bob")).orElseThrow()).isSameAs(first);
        keys.evict("carol");
        assertThat(keys.encryptionKey(List.of("ann", "bob")).orElseThrow())
                .isEqualTo(first)
                .isNotSameAs(first);
        assertThat(keys.encryptionKey(List.of("bob", "ann")).orElseThrow()).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann", "bob"})
    void does_not_return_a_derived_key_of_a_destroyed_one(String destroyed) {
        keys.create(List.of("ann", "bob"));
        keys.encryptionKey(List.of("ann", "bob"));
        keys.derivedKey(destroyed, "label");
        stored.destroyKey(destroyed, Position.FIRST);

        keys.evict(destroyed);

        assertThat(keys.encryptionKey(List.of("ann", "bob"))).isEmpty();
        assertThat(keys.derivedKey(destroyed, "label")).isEmpty();
    }

    /** The second key is destroyed after the first was found: the derived key must not stay in memory. */
    @Test
    void does_not_keep_a_derived_key_if_a_key_is_destroyed_while_it_is_derived() {
        stored.createKeys(List.of("ann", "bob"));
        keys.encryptionKey("ann");
        vault.afterRead = () -> {
            vault.afterRead = () -> {};
            keys.evict("carol");
        };

        SecretKey first = keys.encryptionKey(List.of("ann", "bob")).orElseThrow();

        assertThat(keys.encryptionKey(List.of("ann", "bob")).orElseThrow()).isNotSameAs(first);
    }

    /** 100,000 keys take more than the cache may. */
    @Test
    void evicts_single_keys_when_it_is_full() {
        int subjects = 100_000;
        for (int n = 0; n < subjects; n++) {
            stored.createKeys(List.of("subject " + n));
            keys.encryptionKey("subject " + n);
        }
        vault.reads.set(0);

        for (int n = 0; n < subjects; n++) {
            keys.encryptionKey("subject " + n);
        }

        assertThat(vault.reads.get()).isBetween(subjects / 10, subjects * 9 / 10);
    }

    private static final class RecordingVault extends ForwardingVault {

        private final List<Collection<String>> created = new ArrayList<>();
        private final AtomicInteger reads = new AtomicInteger();
        private Runnable afterRead = () -> {};
        private Runnable afterCreation = () -> {};

        RecordingVault(Vault vault) {
            super(vault);
        }

        @Override
        public Map<String, Subject.Active> createKeys(Collection<String> subjects) {
            created.add(List.copyOf(subjects));
            Map<String, Subject.Active> keys = super.createKeys(subjects);
            afterCreation.run();
            return keys;
        }

        @Override
        public Subject findKey(String subject) {
            reads.incrementAndGet();
            Subject found = super.findKey(subject);
            afterRead.run();
            return found;
        }
    }
}
