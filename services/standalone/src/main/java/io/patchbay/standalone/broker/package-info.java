/// The Kafka broker that runs beside the services on one machine.
@NullMarked
package io.patchbay.standalone.broker;

import org.jspecify.annotations.NullMarked;
