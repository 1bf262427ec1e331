/** Second factors: enrolled, confirmed, used at log-in and step-up, turned off. */
@NullMarked
package org.keyledger.command.factor;

import org.jspecify.annotations.NullMarked;
