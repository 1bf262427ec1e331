package org.keyledger.server.endtoend;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.hashchain.CommitCodec;

/** Counts the commits of a running service, read from its file. */
final class LedgerHeadReader {

    private static final Hash ANY = Hash.of(new byte[Hash.LENGTH]);

    private final ServiceProcess program;
    private final String url;
    private long failedLogins;

    LedgerHeadReader(ServiceProcess program) {
        this.program = program;
        url = "jdbc:sqlite:" + Path.of(program.settings().get("KEYLEDGER_DATA"), "ledger.db");
    }

    /** Commits so far, without those of {@link #countWhenSettled}. */
    long count() {
        return rows() - failedLogins;
    }

    /**
     * The same when work that the service does after a response is done too. Two threads do such work in order, so failed
     * logins mark its end: they are recorded after it, and no other commit may fall between two of them.
     */
    long countWhenSettled() {
        var settled = countAfterFailedLogin();
        for (var next = countAfterFailedLogin(); next != settled; next = countAfterFailedLogin()) {
            settled = next;
        }
        return settled;
    }

    private long countAfterFailedLogin() {
        var before = rows();
        var body = "{\"email\":\"%s@example.com\",\"password\":\"wrong password\"}".formatted(UUID.randomUUID());
        program.client().post("/auth/login", body).expect(401);
        Eventually.awaitTrue(() -> hasFailedLoginAfter(before), () -> "no failed login after " + before + " commits");
        failedLogins++;
        return count();
    }

    private long rows() {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM commits")) {
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean hasFailedLoginAfter(long commits) {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery("SELECT body FROM commits ORDER BY first LIMIT -1 OFFSET " + commits)) {
            while (rows.next()) {
                var commit = CommitCodec.decode(rows.getBytes(1), ANY, ANY).commit();
                if (commit.events().stream().anyMatch(event -> event.eventType().equals("login.failed"))) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
