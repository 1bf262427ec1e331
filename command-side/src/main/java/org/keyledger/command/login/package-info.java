/** Recording of failed log-ins, for known and unknown addresses alike. */
@NullMarked
package org.keyledger.command.login;

import org.jspecify.annotations.NullMarked;
