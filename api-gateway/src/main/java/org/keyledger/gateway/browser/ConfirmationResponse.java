package org.keyledger.gateway.browser;

/** The response of calls that have nothing else to return. */
record ConfirmationResponse(boolean ok, String message) {

    static ConfirmationResponse of(String message) {
        return new ConfirmationResponse(true, message);
    }
}
