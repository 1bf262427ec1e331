package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.ViewsContract;

@DisplayName("Views on SQLite")
class SqliteViewsTest extends ViewsContract {

    @TempDir
    Path directory;

    @Override
    protected Views open() {
        return SqliteViews.open(new Database(directory.resolve("views.db"), SqliteViews.FORMAT), why -> {
            throw new AssertionError(why);
        });
    }
}
