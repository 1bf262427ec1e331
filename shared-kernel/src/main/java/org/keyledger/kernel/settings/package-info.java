/** Settings: what an operator can change, the values that are accepted, and the error for all others. */
@NullMarked
package org.keyledger.kernel.settings;

import org.jspecify.annotations.NullMarked;
