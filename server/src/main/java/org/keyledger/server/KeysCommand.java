package org.keyledger.server;

import picocli.CommandLine.Command;

/** {@code keyledger keys}: the service's own keys. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "The service's own keys.",
        subcommands = {RotateKeysCommand.class, RewrapCommand.class})
final class KeysCommand {}
