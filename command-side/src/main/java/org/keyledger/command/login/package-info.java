/** Recording of failed log-ins and declined requests, so that known and unknown addresses have the same effects. */
@NullMarked
package org.keyledger.command.login;

import org.jspecify.annotations.NullMarked;
