package org.keyledger.ledger.masterkey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Pins;
import org.keyledger.ledger.StorageOpenException;

@DisplayName("Wrapping the keys and secrets of a vault")
class VaultKeyWrapperPinTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SECRET = "secret".getBytes(UTF_8);

    private final VaultKeyWrapper wrapper = new VaultKeyWrapper(masterKey(), new CountingRandom());

    @Test
    @DisplayName("has the approved bytes")
    void has_the_approved_bytes() {
        WrappedKey key = wrapper.newKey("ann ü").wrapped();
        WrappedKey secret = wrapper.wrapSecret("pin ü", SECRET);

        Pins.check(
                "vault-key-wrapper",
                "A key and a secret wrapped by version 3 of a fixed master key with a counter as random source.",
                List.of(
                        "key of subject \"ann ü\", version " + key.version() + ": " + HEX.formatHex(key.bytes()),
                        "unwrapped: "
                                + HEX.formatHex(
                                        wrapper.unwrapKey("ann ü", key).key().getEncoded()),
                        "secret \"pin ü\", version " + secret.version() + ": " + HEX.formatHex(secret.bytes())));
    }

    @Test
    void gives_a_new_key_with_its_wrapped_form() {
        VaultKeyWrapper.NewKey created = wrapper.newKey("ann");

        assertThat(wrapper.unwrapKey("ann", created.wrapped())).isEqualTo(created.key());
        assertThat(created).hasToString("NewKey[ann]");
    }

    @Test
    void does_not_unwrap_a_key_of_another_subject_or_as_a_secret() {
        WrappedKey key = wrapper.newKey("ann").wrapped();

        assertThatThrownBy(() -> wrapper.unwrapKey("bob", key)).isInstanceOf(StorageOpenException.class);
        assertThatThrownBy(() -> wrapper.unwrapSecret("ann", key)).isInstanceOf(StorageOpenException.class);
    }

    @Test
    void does_not_unwrap_a_secret_of_another_name_or_as_a_key() {
        WrappedKey secret = wrapper.wrapSecret("pin", SECRET);

        assertThat(wrapper.unwrapSecret("pin", secret)).isEqualTo(SECRET);
        assertThatThrownBy(() -> wrapper.unwrapSecret("pen", secret)).isInstanceOf(StorageOpenException.class);
        assertThatThrownBy(() -> wrapper.unwrapKey("pin", secret)).isInstanceOf(StorageOpenException.class);
    }

    private static MasterKey masterKey() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return new MasterKey(Map.of(3, key));
    }

    /** Returns 0, 1, 2 … */
    private static final class CountingRandom extends SecureRandom {

        private static final long serialVersionUID = 1;
        private byte next;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = next++;
            }
        }
    }
}
