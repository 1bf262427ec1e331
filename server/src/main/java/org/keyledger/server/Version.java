package org.keyledger.server;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the program. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"keyledger " + current() + ", Java " + Runtime.version()};
    }

    /** What stands in the archive's manifest; a program run from its classes has none. */
    static String current() {
        var version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
