/** Command side: aggregates, policies and command handlers, one package per feature. */
@NullMarked
package org.keyledger.command;

import org.jspecify.annotations.NullMarked;
