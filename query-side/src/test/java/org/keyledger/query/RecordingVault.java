package org.keyledger.query;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keyledger.ledger.ForwardingVault;
import org.keyledger.ledger.Vault;

/** Notes whose keys are asked for. */
final class RecordingVault extends ForwardingVault {

    private final List<String> requestedSubjects = new CopyOnWriteArrayList<>();

    RecordingVault(Vault vault) {
        super(vault);
    }

    /** In their order; may be cleared. */
    List<String> requestedSubjects() {
        return requestedSubjects;
    }

    @Override
    public Subject findKey(String subject) {
        requestedSubjects.add(subject);
        return super.findKey(subject);
    }
}
