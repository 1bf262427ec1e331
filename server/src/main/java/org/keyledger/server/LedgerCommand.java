package org.keyledger.server;

import picocli.CommandLine.Command;

/** {@code keyledger ledger}: commands for the ledger. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Manage the ledger.",
        subcommands = RestoreCommand.class)
final class LedgerCommand {}
