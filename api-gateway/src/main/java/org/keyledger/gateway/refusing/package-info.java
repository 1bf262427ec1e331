/** What was refused once because its time was over stays refused. */
@NullMarked
package org.keyledger.gateway.refusing;

import org.jspecify.annotations.NullMarked;
