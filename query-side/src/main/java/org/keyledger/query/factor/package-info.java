/** Second factors: the secrets that codes are verified with. */
@NullMarked
package org.keyledger.query.factor;

import org.jspecify.annotations.NullMarked;
