/** The doors to the outside and the guards that stand at them. */
@NullMarked
package org.keyledger.gateway;

import org.jspecify.annotations.NullMarked;
