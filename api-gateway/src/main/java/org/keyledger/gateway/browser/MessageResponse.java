package org.keyledger.gateway.browser;

/** The response of calls that only report what happened, in words for the user. */
record MessageResponse(String message) {}
