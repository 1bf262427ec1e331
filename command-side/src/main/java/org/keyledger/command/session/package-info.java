/** Sessions: what a log-in leaves behind until it ends. */
@NullMarked
package org.keyledger.command.session;

import org.jspecify.annotations.NullMarked;
