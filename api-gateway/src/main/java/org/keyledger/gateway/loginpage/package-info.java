/** The pages before a log-in: sign-up, log-in, and the pages of mailed links. */
@NullMarked
package org.keyledger.gateway.loginpage;

import org.jspecify.annotations.NullMarked;
