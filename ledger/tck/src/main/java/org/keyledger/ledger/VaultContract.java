package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Vault.Subject;
import org.keyledger.ledger.Vault.Subject.Absent;
import org.keyledger.ledger.Vault.Subject.Active;
import org.keyledger.ledger.Vault.Subject.Destroyed;

/** The contract of every {@link Vault}. {@link ContractCoverage} describes how a store runs it. */
public abstract class VaultContract {

    private Vault vault;

    /** A vault without keys. */
    protected abstract Vault open() throws Exception;

    /** The same vault, closed and opened again if it outlives its process. */
    protected abstract Vault reopen(Vault open) throws Exception;

    @BeforeEach
    void given_an_empty_vault() throws Exception {
        vault = open();
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Test
    void knows_no_key_that_was_not_created() {
        assertThat(vault.findKey("ann")).isInstanceOf(Absent.class);
    }

    @Test
    void creates_an_aes_256_key_of_its_own_for_each_subject() {
        vault.createKeys(List.of("ann", "bob"));

        assertThat(key("ann")).hasSize(32);
        assertThat(key("bob")).hasSize(32).isNotEqualTo(key("ann"));
    }

    @Test
    void keeps_the_key_that_is_there() {
        vault.createKeys(List.of("ann"));
        byte[] first = key("ann");

        vault.createKeys(List.of("ann", "bob"));

        assertThat(key("ann")).isEqualTo(first);
    }

    @Test
    void returns_the_keys_that_it_creates() {
        Map<String, Active> created = vault.createKeys(List.of("ann", "bob", "ann"));

        assertThat(created).containsOnlyKeys("ann", "bob");
        assertThat(created.get("ann")).isEqualTo(vault.findKey("ann"));
        assertThat(created.get("bob")).isEqualTo(vault.findKey("bob"));
        assertThat(vault.createKeys(List.of())).isEmpty();
    }

    @Test
    void returns_no_key_that_existed_before_or_is_destroyed() {
        vault.createKeys(List.of("ann", "old"));
        vault.destroyKey("old", new Position(1));
        vault.destroyKey("ghost", new Position(2));

        Map<String, Active> created = vault.createKeys(List.of("ann", "bob", "old", "ghost"));

        assertThat(created).containsOnlyKeys("bob");
        assertThat(created.get("bob")).isEqualTo(vault.findKey("bob"));
        assertThat(vault.createKeys(List.of("ann", "bob", "old", "ghost"))).isEmpty();
    }

    @Test
    void returns_a_key_to_the_one_of_concurrent_creators_that_created_it() {
        List<Map<String, Active>> created = IntStream.range(0, 50)
                .parallel()
                .mapToObj(n -> vault.createKeys(List.of("ann", "own " + n)))
                .toList();

        assertThat(created.stream().filter(it -> it.containsKey("ann")))
                .singleElement()
                .extracting(it -> it.get("ann"))
                .isEqualTo(vault.findKey("ann"));
        for (int n = 0; n < created.size(); n++) {
            assertThat(created.get(n).get("own " + n)).isEqualTo(vault.findKey("own " + n));
        }
    }

    @Test
    void returns_the_same_key_to_concurrent_creators() {
        Set<List<Byte>> keys = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 50).parallel().forEach(n -> {
            vault.createKeys(List.of("ann"));
            keys.add(boxed(key("ann")));
        });

        assertThat(keys).hasSize(1);
    }

    @Test
    void destroys_a_key_permanently() {
        vault.createKeys(List.of("ann", "bob"));

        vault.destroyKey("ann", new Position(42));
        vault.createKeys(List.of("ann"));

        assertThat(vault.findKey("ann")).isEqualTo(new Destroyed(new Position(42)));
        assertThat(vault.findKey("bob")).isInstanceOf(Active.class);
    }

    @Test
    void forgets_a_key_that_it_has_opened_before() {
        vault.createKeys(List.of("ann"));
        assertThat(vault.findKey("ann")).isInstanceOf(Active.class);

        vault.destroyKey("ann", new Position(1));

        assertThat(vault.findKey("ann")).isInstanceOf(Destroyed.class);
    }

    @Test
    void destroys_a_subject_that_it_has_never_seen() {
        vault.destroyKey("ghost", new Position(3));
        vault.createKeys(List.of("ghost"));

        assertThat(vault.findKey("ghost")).isEqualTo(new Destroyed(new Position(3)));
    }

    @Test
    void keeps_the_first_destruction_when_it_is_repeated() {
        vault.createKeys(List.of("ann"));
        vault.destroyKey("ann", new Position(3));
        vault.destroyKey("ann", new Position(9));

        assertThat(vault.findKey("ann")).isEqualTo(new Destroyed(new Position(3)));
    }

    @Test
    void lists_what_was_destroyed() {
        vault.createKeys(List.of("ann", "bob"));
        assertThat(vault.destroyedSubjects()).isEmpty();

        vault.destroyKey("ann", new Position(3));
        vault.destroyKey("ghost", new Position(4));

        assertThat(vault.destroyedSubjects()).isEqualTo(Map.of("ann", new Position(3), "ghost", new Position(4)));
    }

    @Test
    void keeps_the_first_secret_of_a_name() {
        assertThat(vault.putSecretIfAbsent("pepper", bytes("one"))).isEqualTo(bytes("one"));
        assertThat(vault.putSecretIfAbsent("pepper", bytes("two"))).isEqualTo(bytes("one"));
        assertThat(vault.findSecret("pepper")).hasValue(bytes("one"));
        assertThat(vault.findSecret("salt")).isEmpty();
    }

    @Test
    void replaces_a_secret() {
        vault.putSecretIfAbsent("pepper", bytes("one"));
        vault.putSecret("pepper", bytes("something longer"));
        vault.putSecret("new", bytes("fresh"));

        assertThat(vault.findSecret("pepper")).hasValue(bytes("something longer"));
        assertThat(vault.findSecret("new")).hasValue(bytes("fresh"));
    }

    @Test
    void does_not_take_a_secret_for_a_subject() {
        vault.putSecretIfAbsent("ann", bytes("secret"));

        assertThat(vault.findKey("ann")).isInstanceOf(Absent.class);
    }

    @Test
    void keeps_everything_when_it_is_opened_again() throws Exception {
        vault.createKeys(List.of("ann", "bob"));
        vault.putSecretIfAbsent("pepper", bytes("one"));
        vault.destroyKey("bob", new Position(5));
        byte[] key = key("ann");

        vault = reopen(vault);

        assertThat(key("ann")).isEqualTo(key);
        assertThat(vault.findKey("bob")).isEqualTo(new Destroyed(new Position(5)));
        assertThat(vault.findSecret("pepper")).hasValue(bytes("one"));
    }

    private byte[] key(String subject) {
        Subject found = vault.findKey(subject);
        assertThat(found).isInstanceOf(Active.class);
        return ((Active) found).key().getEncoded();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<Byte> boxed(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(n -> bytes[n]).toList();
    }
}
