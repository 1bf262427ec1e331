/** What every answer has in common: its headers, and the one table of problems. */
@NullMarked
package org.keyledger.gateway.problem;

import org.jspecify.annotations.NullMarked;
