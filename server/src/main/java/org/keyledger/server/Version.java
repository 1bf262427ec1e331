package org.keyledger.server;

import picocli.CommandLine.IVersionProvider;

/** Provides the version that the build stores in the manifest of the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"keyledger " + current() + ", Java " + Runtime.version()};
    }

    /** {@code (unpackaged)} for a program that runs from class files. */
    static String current() {
        var version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
