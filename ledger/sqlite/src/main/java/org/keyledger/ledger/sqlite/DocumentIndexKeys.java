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

/** Under which keys and in which places a document stands, as it is kept with the document itself. */
record DocumentIndexKeys(Map<String, String> unique, Map<String, IndexKey> ordered) {

    static final DocumentIndexKeys NONE = new DocumentIndexKeys(Map.of(), Map.of());

    static DocumentIndexKeys of(Document document) {
        return new DocumentIndexKeys(document.unique(), document.ordered());
    }

    static DocumentIndexKeys decode(byte[] bytes) {
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Map<String, String> unique = new TreeMap<>();
            for (int left = input.readInt(); left > 0; left--) {
                unique.put(input.readUTF(), input.readUTF());
            }
            Map<String, IndexKey> ordered = new TreeMap<>();
            for (int left = input.readInt(); left > 0; left--) {
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
            for (Map.Entry<String, String> key : unique.entrySet()) {
                output.writeUTF(key.getKey());
                output.writeUTF(key.getValue());
            }
            output.writeInt(ordered.size());
            for (Map.Entry<String, IndexKey> place : ordered.entrySet()) {
                output.writeUTF(place.getKey());
                output.writeUTF(place.getValue().partitionKey());
                output.writeUTF(place.getValue().sortKey());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
