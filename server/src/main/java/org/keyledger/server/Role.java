package org.keyledger.server;

import java.util.Locale;

/** What a process can be. Each role is one class that names the configurations it is made of. */
enum Role {
    /** Everything in one process. */
    ALL(AllRoleConfiguration.class);

    private final Class<?> configuration;

    Role(Class<?> configuration) {
        this.configuration = configuration;
    }

    Class<?> configuration() {
        return configuration;
    }

    /** As it is said on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
