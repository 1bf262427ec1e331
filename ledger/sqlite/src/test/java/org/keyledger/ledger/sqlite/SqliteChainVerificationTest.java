package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.Chain;

/** Verifies 200 commits of two events and one more commit after each test has altered the file. */
@DisplayName("Verifying a hash chain stored in SQLite")
class SqliteChainVerificationTest {

    @TempDir
    Path directory;

    private Ledger ledger;

    @BeforeEach
    void given_400_events() {
        ledger = SqliteLedgerFactory.open(directory, "test", Clock.systemUTC());
        for (int n = 0; n < 200; n++) {
            ledger.append(commit("k" + n, event("a", 2 * n), event("a", 2 * n + 1)));
        }
        ledger.append(commit("last", event("b", 0))).join();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void finds_nothing_where_nothing_was_altered() {
        assertThat(Chain.verify(ledger)).isEmpty();
        assertThat(Chain.verify(ledger, new Position(201), new Position(300))).isEmpty();
        assertThat(Chain.verify(ledger, new Position(1000), new Position(2000))).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '@', quoteCharacter = '~', textBlock = """
        UPDATE commits SET body = CAST(replace(body, '"n":100', '"n":900') AS BLOB) WHERE first = 100 @ 100
        UPDATE commits SET body = CAST(substr(body, 1, length(body) - 1) AS BLOB) WHERE first = 100 @ 100
        UPDATE commits SET body = CAST(body || 'x' AS BLOB) WHERE first = 100 @ 100
        UPDATE commits SET hash = (SELECT hash FROM commits WHERE first = 98) WHERE first = 100 @ 100
        UPDATE commits SET previous = (SELECT hash FROM commits WHERE first = 96) WHERE first = 100 @ 100
        DELETE FROM commits WHERE first = 100 @ 100
        DELETE FROM commits WHERE first = 0 @ 0
        UPDATE commits SET first = 1000 WHERE first = 100 @ 100
        UPDATE commits SET body = CAST(replace(body, 'k199', 'k998') AS BLOB) WHERE first = 398 @ 398
        UPDATE identity SET epoch = 1 @ 0
        """)
    void reports_where_it_was_altered(String sql, long bad) throws SQLException {
        alter(sql);
        Ledger again = reopened();

        assertThat(Chain.verify(again)).isEqualTo(Optional.of(new Position(bad)));
    }

    @Test
    void looks_no_further_than_asked() throws SQLException {
        alter("UPDATE commits SET body = CAST(replace(body, '\"n\":100', '\"n\":900') AS BLOB) WHERE first = 100");

        assertThat(Chain.verify(ledger, Position.FIRST, new Position(99))).isEmpty();
        assertThat(Chain.verify(ledger, new Position(101), new Position(101))).hasValue(new Position(100));
        assertThat(Chain.verify(ledger, new Position(102), new Position(200))).isEmpty();
    }

    private Ledger reopened() {
        ledger.close();
        ledger = SqliteLedgerFactory.open(directory, "test", Clock.systemUTC());
        return ledger;
    }

    private void alter(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
