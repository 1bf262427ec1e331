package org.keyledger.ledger;

import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;

/** A vault whose subjects all have one key, 32 times the byte 7; for bytes that are to be the same each time. */
public final class FixedKeyVault extends ForwardingVault {

    public static final byte[] KEY = filled();

    public FixedKeyVault() {
        super(new InMemoryVault());
    }

    private static byte[] filled() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }

    @Override
    public Subject findKey(String subject) {
        return new Subject.Active(new SecretKeySpec(KEY, "AES"));
    }
}
