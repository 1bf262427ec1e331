package org.keyledger.query;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.keyledger.ledger.ForwardingVault;
import org.keyledger.ledger.Vault;

/** A vault that records whose keys are read. */
final class RecordingVault extends ForwardingVault {

    private final List<String> requestedSubjects = new CopyOnWriteArrayList<>();

    RecordingVault(Vault vault) {
        super(vault);
    }

    /** Subjects in the order of reading; tests may clear it. */
    List<String> requestedSubjects() {
        return requestedSubjects;
    }

    @Override
    public Subject findKey(String subject) {
        requestedSubjects.add(subject);
        return super.findKey(subject);
    }
}
