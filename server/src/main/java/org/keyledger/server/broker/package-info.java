/** A Kafka broker in this process, for installations without a Kafka cluster. */
@NullMarked
package org.keyledger.server.broker;

import org.jspecify.annotations.NullMarked;
