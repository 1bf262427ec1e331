package org.keyledger.gateway.passkey;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.export.PersonalDataSource;

/** The passkeys, without their public keys. */
record PasskeyDataSource(PasskeyRegistration passkeys) implements PersonalDataSource {

    @Override
    public String name() {
        return "passkeys";
    }

    @Override
    public Object read(SessionCaller caller) {
        return passkeys.list(caller.user());
    }
}
