package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.hashchain.CommitCodec;

/** Names and shapes of what the files of a data folder contain. */
final class StoredFiles {

    private final Path data;
    private final TreeSet<String> atomicStore = new TreeSet<>();
    private final TreeSet<String> views = new TreeSet<>();

    StoredFiles(Path data) {
        this.data = data;
    }

    @FunctionalInterface
    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** Cells expire, and an erasure removes reservations, so they are read several times. */
    void readAtomicStore() {
        each("cells.db", "SELECT key, value FROM cells", row -> {
            var key = Shapes.text(row.getString(1));
            var value = new String(row.getBytes(2), UTF_8);
            if (key.startsWith("limit:")) {
                atomicStore.add("cell " + key + " <guesses>");
            } else if (!key.startsWith("running:")) {
                Shapes.fields(value).forEach(it -> atomicStore.add("cell " + key + " " + it));
            }
        });
        each(
                "cells.db",
                "SELECT key FROM counters",
                row -> atomicStore.add("counter " + Shapes.text(row.getString(1))));
        each(
                "ledger.db",
                "SELECT key, value FROM reservations",
                row -> atomicStore.add("reservation " + Shapes.text(row.getString(1)) + " "
                        + Shapes.text(new String(row.getBytes(2), UTF_8))));
    }

    void readViews() {
        each("views.db", "SELECT view, id, body FROM documents", row -> {
            var view = row.getString(1);
            views.add(view + " id " + Shapes.text(row.getString(2)));
            Shapes.fields(new String(row.getBytes(3), UTF_8)).stream()
                    .filter(it -> !isErased(it))
                    .forEach(it -> views.add(view + " document " + it));
        });
        each(
                "views.db",
                "SELECT view, name, key FROM uniques",
                row -> views.add(
                        row.getString(1) + " unique " + row.getString(2) + " " + Shapes.text(row.getString(3))));
        each(
                "views.db",
                "SELECT view, name, part, sort FROM ordered",
                row -> views.add(row.getString(1) + " ordered " + row.getString(2) + " " + Shapes.text(row.getString(3))
                        + " " + Shapes.text(row.getString(4))));
        each("views.db", "SELECT name, token FROM projections", row -> {
            for (var field : Shapes.fields(new String(row.getBytes(2), UTF_8))) {
                views.add("projection " + row.getString(1) + " token " + field);
            }
        });
        each(
                "views.db",
                "SELECT alias, view FROM aliases",
                row -> views.add("alias " + row.getString(1) + " of " + row.getString(2)));
    }

    List<String> atomicStore() {
        return List.copyOf(atomicStore);
    }

    List<String> views() {
        return List.copyOf(views);
    }

    List<String> vault() {
        var lines = new TreeSet<String>();
        each("vault.db", "SELECT subject FROM keys", row -> lines.add("subject " + Shapes.text(row.getString(1))));
        each(
                "vault.db",
                "SELECT subject FROM destroyed",
                row -> lines.add("destroyed " + Shapes.text(row.getString(1))));
        each("vault.db", "SELECT name FROM secrets", row -> lines.add("secret '" + row.getString(1) + "'"));
        return List.copyOf(lines);
    }

    List<String> events() {
        var lines = new TreeSet<String>();
        var none = Hash.of(new byte[Hash.LENGTH]);
        each("ledger.db", "SELECT body FROM commits", row -> {
            var commit = CommitCodec.decode(row.getBytes(1), none, none).commit();
            lines.add("commit key " + Shapes.text(commit.commitId()));
            Shapes.fields(new String(commit.metadata(), UTF_8)).stream()
                    .filter(it -> !isErased(it))
                    .forEach(it -> lines.add("commit metadata " + it));
            for (var entry : commit.events()) {
                var event = entry.eventType() + " revision " + entry.revision() + " ";
                lines.add(event + "of '" + entry.aggregateType() + "' " + Shapes.text(entry.aggregateId()));
                Shapes.fields(new String(entry.payload(), UTF_8)).forEach(it -> lines.add(event + "payload " + it));
            }
        });
        return List.copyOf(lines);
    }

    /** File names except those in the broker's folder, and the fields of files that other programs read. */
    List<String> files() {
        var lines = new TreeSet<String>();
        try (var all = Files.walk(data)) {
            for (var file : all.filter(it -> !it.equals(data)).toList()) {
                var path = data.relativize(file).toString().replace('\\', '/');
                var parts = path.split("/");
                if (parts[0].equals("kafka") && parts.length > 1) {
                    continue;
                }
                var name = path.replaceAll("-\\d{19}-", "-<position>-").replaceAll("\\d{4}-\\d\\d-\\d\\d", "<date>");
                lines.add((Files.isDirectory(file) ? "folder " : "file ") + name);
                if (name.endsWith(".ndjson") || name.equals("witness.json")) {
                    for (var line : Files.readAllLines(file)) {
                        Shapes.fields(line).stream()
                                .filter(it -> !it.startsWith("data."))
                                .forEach(it -> lines.add("in " + name + " " + it));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(lines);
    }

    /** True of a value that is written or not, depending on when its key is destroyed. */
    private static boolean isErased(String field) {
        return field.endsWith(Shapes.ERASED);
    }

    private void each(String file, String query, Row reader) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(file));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(file + ": " + query, e);
        }
    }
}
