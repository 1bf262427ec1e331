package org.keyledger.query.verifier;

import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.query.records.RecordArray;

/** What tables accept and refuse as sorted text, whatever the slots are. Keys and sessions that are never accepted again are left out. */
final class TablesContent {

    private static final String NOTHING_KNOWN =
            "null erased false closed false accepts [0, 1, 2, 3, 4, 5, 6, 7, 8] confirmed null";

    private TablesContent() {}

    static List<String> of(VerifierTables tables) {
        var lines = new TreeSet<String>();
        lines.add("all sessions ended at " + tables.sessions().allEndedAt() + ", suspended at "
                + tables.keys().suspendedAt());
        addAll(lines, tables.keys().records().records(), slot -> key(tables, slot));
        addAll(lines, tables.sessions().records().records(), slot -> session(tables, slot));
        addAll(lines, tables.principals().records(), number -> principal(tables, number));
        return List.copyOf(lines);
    }

    private static void addAll(TreeSet<String> lines, RecordArray records, IntFunction<String> line) {
        IntStream.range(0, records.end())
                .filter(records::exists)
                .mapToObj(line)
                .filter(it -> !it.isEmpty())
                .forEach(lines::add);
    }

    private static String key(VerifierTables tables, int slot) {
        var keys = tables.keys().records();
        if (tables.keys().isRefused(slot)) {
            return "";
        }
        var active = keys.active(slot);
        var access = active.access().ipAllow();
        return active + " created " + keys.created(slot) + " at " + keys.credential(slot) + " confirmed "
                + keys.confirmations().get(slot) + " public key "
                + keys.publicKeys().get(slot) + " addresses "
                + (access == null ? "any" : access.json()) + " found " + (keys.find(active.key()) == slot);
    }

    private static String session(VerifierTables tables, int slot) {
        var sessions = tables.sessions().records();
        if (tables.sessions().isRefused(slot)) {
            return "";
        }
        var id = new SessionId(sessions.records().getUuid(slot, 1));
        return sessions.active(slot, id, sessions.credential(slot)) + " " + sessions.lifetime(slot) + " started "
                + sessions.started(slot) + " found " + (sessions.find(id) == slot);
    }

    /** Empty if the tables know nothing of it: if its last key ends while a snapshot is written, the file lacks it. */
    private static String principal(VerifierTables tables, int number) {
        var principals = tables.principals();
        var known = principals.credential(number) + " erased " + principals.isErased(number) + " closed "
                + principals.isClosed(number) + " accepts "
                + IntStream.range(0, 9)
                        .filter(it -> principals.accepts(number, it))
                        .boxed()
                        .toList() + " confirmed "
                + principals.confirmedTenants().get(number);
        return known.equals(NOTHING_KNOWN) ? "" : "principal " + principals.user(number) + " " + known;
    }
}
