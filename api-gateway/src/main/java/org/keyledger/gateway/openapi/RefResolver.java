package org.keyledger.gateway.openapi;

import tools.jackson.databind.JsonNode;

/** Resolves {@code $ref}, which always points into the document itself. */
record RefResolver(JsonNode document) {

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }
}
