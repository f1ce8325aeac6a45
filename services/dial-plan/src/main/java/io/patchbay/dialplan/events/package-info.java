/// Facts that come in by Kafka: configuration, line states, call records.
@NullMarked
package io.patchbay.dialplan.events;

import org.jspecify.annotations.NullMarked;
