package org.keyledger.ledger.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyledger.ledger.RecordedCommit;

/** The state that a log produces: documents, unique values, and commits in their order. */
final class DatabaseState {

    private final Map<String, StoredDocument> documents = new HashMap<>();
    private final Map<String, String> holders = new HashMap<>();
    private final TreeMap<Long, RecordedCommit> commits = new TreeMap<>();

    static DatabaseState of(List<OplogEntry> log) {
        DatabaseState state = new DatabaseState();
        log.forEach(state::apply);
        return state;
    }

    void apply(OplogEntry logged) {
        logged.writes().forEach(write -> {
            remove(write.getKey());
            write.getValue().ifPresent(this::add);
        });
    }

    private void remove(String id) {
        StoredDocument old = documents.remove(id);
        if (old != null) {
            old.unique().forEach(holders::remove);
        }
    }

    private void add(StoredDocument document) {
        documents.put(document.id(), document);
        document.unique().forEach(key -> holders.put(key, document.id()));
        if (document.body() instanceof RecordedCommit commit) {
            commits.put(commit.first().value(), commit);
        }
    }

    boolean collides(StoredDocument document) {
        return documents.containsKey(document.id())
                || document.unique().stream().anyMatch(holders::containsKey);
    }

    Optional<StoredDocument> get(String id) {
        return Optional.ofNullable(documents.get(id));
    }

    Optional<StoredDocument> holder(String unique) {
        return Optional.ofNullable(holders.get(unique)).map(documents::get);
    }

    TreeMap<Long, RecordedCommit> commits() {
        return commits;
    }
}
