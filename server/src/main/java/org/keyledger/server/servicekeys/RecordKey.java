package org.keyledger.server.servicekeys;

import java.util.Optional;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.RecordMac;
import org.keyledger.ledger.Vault;

/** The key of the MAC of Kafka records, for what runs before the service keys are created. */
public final class RecordKey {

    private RecordKey() {}

    /** Empty before the first start. Never creates the key. */
    public static Optional<RecordMac> find(Vault vault) {
        return vault.findSecret(VaultServiceKeys.secretName(Purpose.RECORD))
                .map(key -> new RecordMac(VaultServiceKeys.hmacKey(key)));
    }
}
