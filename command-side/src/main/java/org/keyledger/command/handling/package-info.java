/**
 * Command handling that all features share: routing, request metadata on events, and retries after concurrency
 * conflicts.
 */
@Machinery
@NullMarked
package org.keyledger.command.handling;

import org.jspecify.annotations.NullMarked;
import org.keyledger.kernel.Machinery;
