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

/** What every vault does. */
public abstract class VaultContract {

    private Vault vault;

    /** A vault without keys. */
    protected abstract Vault open() throws Exception;

    /** The same vault, closed and opened again where that means something. */
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
        assertThat(vault.open("ann")).isInstanceOf(Absent.class);
    }

    @Test
    void creates_an_aes_256_key_of_its_own_for_each_subject() {
        vault.create(List.of("ann", "bob"));

        assertThat(key("ann")).hasSize(32);
        assertThat(key("bob")).hasSize(32).isNotEqualTo(key("ann"));
    }

    @Test
    void keeps_the_key_that_is_there() {
        vault.create(List.of("ann"));
        byte[] first = key("ann");

        vault.create(List.of("ann", "bob"));

        assertThat(key("ann")).isEqualTo(first);
    }

    @Test
    void lets_all_who_race_to_create_a_key_use_the_same() {
        Set<List<Byte>> keys = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 50).parallel().forEach(n -> {
            vault.create(List.of("ann"));
            keys.add(boxed(key("ann")));
        });

        assertThat(keys).hasSize(1);
    }

    @Test
    void destroys_a_key_for_ever() {
        vault.create(List.of("ann", "bob"));

        vault.destroy("ann", new Position(42));
        vault.create(List.of("ann"));

        assertThat(vault.open("ann")).isEqualTo(new Destroyed(new Position(42)));
        assertThat(vault.open("bob")).isInstanceOf(Active.class);
    }

    @Test
    void forgets_a_key_that_it_has_opened_before() {
        vault.create(List.of("ann"));
        assertThat(vault.open("ann")).isInstanceOf(Active.class);

        vault.destroy("ann", new Position(1));

        assertThat(vault.open("ann")).isInstanceOf(Destroyed.class);
    }

    @Test
    void destroys_a_subject_that_it_has_never_seen() {
        vault.destroy("ghost", new Position(3));
        vault.create(List.of("ghost"));

        assertThat(vault.open("ghost")).isEqualTo(new Destroyed(new Position(3)));
    }

    @Test
    void keeps_the_first_destruction_when_it_is_repeated() {
        vault.create(List.of("ann"));
        vault.destroy("ann", new Position(3));
        vault.destroy("ann", new Position(9));

        assertThat(vault.open("ann")).isEqualTo(new Destroyed(new Position(3)));
    }

    @Test
    void lists_what_was_destroyed() {
        vault.create(List.of("ann", "bob"));
        assertThat(vault.destroyed()).isEmpty();

        vault.destroy("ann", new Position(3));
        vault.destroy("ghost", new Position(4));

        assertThat(vault.destroyed()).isEqualTo(Map.of("ann", new Position(3), "ghost", new Position(4)));
    }

    @Test
    void keeps_the_first_secret_of_a_name() {
        assertThat(vault.keep("pepper", bytes("one"))).isEqualTo(bytes("one"));
        assertThat(vault.keep("pepper", bytes("two"))).isEqualTo(bytes("one"));
        assertThat(vault.secret("pepper")).hasValue(bytes("one"));
        assertThat(vault.secret("salt")).isEmpty();
    }

    @Test
    void replaces_a_secret() {
        vault.keep("pepper", bytes("one"));
        vault.replace("pepper", bytes("something longer"));
        vault.replace("new", bytes("fresh"));

        assertThat(vault.secret("pepper")).hasValue(bytes("something longer"));
        assertThat(vault.secret("new")).hasValue(bytes("fresh"));
    }

    @Test
    void does_not_take_a_secret_for_a_subject() {
        vault.keep("ann", bytes("secret"));

        assertThat(vault.open("ann")).isInstanceOf(Absent.class);
    }

    @Test
    void keeps_everything_when_it_is_opened_again() throws Exception {
        vault.create(List.of("ann", "bob"));
        vault.keep("pepper", bytes("one"));
        vault.destroy("bob", new Position(5));
        byte[] key = key("ann");

        vault = reopen(vault);

        assertThat(key("ann")).isEqualTo(key);
        assertThat(vault.open("bob")).isEqualTo(new Destroyed(new Position(5)));
        assertThat(vault.secret("pepper")).hasValue(bytes("one"));
    }

    private byte[] key(String subject) {
        Subject found = vault.open(subject);
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
