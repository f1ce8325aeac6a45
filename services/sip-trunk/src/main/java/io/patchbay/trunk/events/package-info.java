/// Facts to Kafka and registrations from it; never waits on behalf of a call.
@NullMarked
package io.patchbay.trunk.events;

import org.jspecify.annotations.NullMarked;
