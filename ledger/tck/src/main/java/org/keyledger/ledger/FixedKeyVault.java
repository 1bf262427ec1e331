package org.keyledger.ledger;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/** A vault whose subjects all have the same key, 32 bytes of value 7, so that keys are reproducible. */
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
    public Subject.Active findKey(String subject) {
        return new Subject.Active(new SecretKeySpec(KEY, "AES"));
    }

    @Override
    public Map<String, Subject.Active> createKeys(Collection<String> subjects) {
        return super.createKeys(subjects).keySet().stream()
                .collect(Collectors.toMap(Function.identity(), this::findKey));
    }
}
