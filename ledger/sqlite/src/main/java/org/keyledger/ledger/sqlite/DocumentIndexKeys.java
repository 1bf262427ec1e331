package org.keyledger.ledger.sqlite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;

/** The index keys of a document by index name, as they are stored with the document. */
record DocumentIndexKeys(Map<String, String> unique, Map<String, IndexKey> ordered) {

    static final DocumentIndexKeys NONE = new DocumentIndexKeys(Map.of(), Map.of());

    static DocumentIndexKeys of(Document document) {
        return new DocumentIndexKeys(document.unique(), document.ordered());
    }

    static DocumentIndexKeys decode(byte[] bytes) {
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Map<String, String> unique = new TreeMap<>();
            for (int remaining = input.readInt(); remaining > 0; remaining--) {
                unique.put(input.readUTF(), input.readUTF());
            }
            Map<String, IndexKey> ordered = new TreeMap<>();
            for (int remaining = input.readInt(); remaining > 0; remaining--) {
                ordered.put(input.readUTF(), new IndexKey(input.readUTF(), input.readUTF()));
            }
            return new DocumentIndexKeys(unique, ordered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            output.writeInt(unique.size());
            for (Map.Entry<String, String> entry : unique.entrySet()) {
                output.writeUTF(entry.getKey());
                output.writeUTF(entry.getValue());
            }
            output.writeInt(ordered.size());
            for (Map.Entry<String, IndexKey> entry : ordered.entrySet()) {
                output.writeUTF(entry.getKey());
                output.writeUTF(entry.getValue().partitionKey());
                output.writeUTF(entry.getValue().sortKey());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
