package org.keyledger.gateway.openapi;

import tools.jackson.databind.JsonNode;

/** What {@code $ref} means: always a place in the document itself. */
record RefResolver(JsonNode document) {

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
