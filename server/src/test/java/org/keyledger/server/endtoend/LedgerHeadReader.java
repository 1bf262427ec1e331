package org.keyledger.server.endtoend;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Reads the first position of the newest commit of a running program from its file, to detect writes by refused
 * requests.
 */
final class LedgerHeadReader {

    private final String url;

    LedgerHeadReader(ServiceProcess program) {
        url = "jdbc:sqlite:" + Path.of(program.settings().get("KEYLEDGER_DATA"), "ledger.db");
    }

    long read() {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT coalesce(max(first), -1) FROM commits")) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until reactions to earlier commits are committed too. */
    long awaitStable() {
        var seen = read();
        for (var same = 0; same < 5; same++) {
            ServiceProcess.sleep(50);
            var next = read();
            same = next == seen ? same : 0;
            seen = next;
        }
        return seen;
    }
}
