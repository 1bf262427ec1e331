/** Second factors: enrolment, recovery codes, turning off. */
@NullMarked
package org.keyledger.gateway.factor;

import org.jspecify.annotations.NullMarked;
