package org.keyledger.command.publisher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of one event's body. */
record EventSchema(String type, JsonNode json) {

    private static final String ENDING = ".schema.json";

    static EventSchema read(Path file) {
        try {
            var name = file.getFileName().toString();
            return new EventSchema(
                    name.substring(0, name.length() - ENDING.length()),
                    JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<EventSchema> in(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(ENDING))
                    .sorted()
                    .map(EventSchema::read)
                    .toList();
        }
    }

    Set<String> fields() {
        return new TreeSet<>(json.get("properties").propertyNames());
    }

    JsonNode field(String name) {
        return json.get("properties").path(name);
    }

    Set<String> required() {
        var names = new TreeSet<String>();
        json.get("required").forEach(it -> names.add(it.asString()));
        return names;
    }

    /** The incompatibilities for consumers of {@code approved}; empty if this schema may replace it. */
    List<String> breaks(EventSchema approved) {
        var found = new ArrayList<String>();
        for (var name : approved.fields()) {
            if (field(name).isMissingNode()) {
                found.add(type + ": " + name + " was removed");
            } else {
                found.addAll(breaks(name, approved.field(name)));
            }
        }
        for (var name : approved.required()) {
            if (!required().contains(name)) {
                found.add(type + ": " + name + " is no longer required");
            }
        }
        return found;
    }

    private List<String> breaks(String name, JsonNode approved) {
        var found = new ArrayList<String>();
        for (var keyword : List.of("type", "format", "pattern", "items", "minItems")) {
            if (!field(name).path(keyword).equals(approved.path(keyword))) {
                found.add(type + ": " + name + " has another " + keyword);
            }
        }
        for (var value : approved.path("enum")) {
            if (!field(name).path("enum").valueStream().anyMatch(value::equals)) {
                found.add(type + ": " + name + " no longer allows " + value.asString());
            }
        }
        return found;
    }
}
