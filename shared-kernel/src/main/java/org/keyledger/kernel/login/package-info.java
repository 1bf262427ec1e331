/** Failed log-ins: commands, events and ids. */
@NullMarked
package org.keyledger.kernel.login;

import org.jspecify.annotations.NullMarked;
