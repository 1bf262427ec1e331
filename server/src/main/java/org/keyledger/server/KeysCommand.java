package org.keyledger.server;

import picocli.CommandLine.Command;

/** {@code keyledger keys}: commands for signing keys and master key. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Manage the service's own keys.",
        subcommands = {RotateKeysCommand.class, RewrapCommand.class})
final class KeysCommand {}
