/** Parsing and formatting of ids. */
@NullMarked
package org.keyledger.kernel.identifier;

import org.jspecify.annotations.NullMarked;
