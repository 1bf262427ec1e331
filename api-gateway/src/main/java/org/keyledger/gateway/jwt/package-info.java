/** What was refused once because its time was over stays refused. */
@NullMarked
package org.keyledger.gateway.jwt;

import org.jspecify.annotations.NullMarked;
