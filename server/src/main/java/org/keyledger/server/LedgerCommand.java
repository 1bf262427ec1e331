package org.keyledger.server;

import picocli.CommandLine.Command;

/** {@code keyledger ledger}: what an operator does to the book itself. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "The book itself.",
        subcommands = RestoreCommand.class)
final class LedgerCommand {}
