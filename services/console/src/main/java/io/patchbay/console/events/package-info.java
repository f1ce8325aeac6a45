/// Kafka: what is read for the board, and what is written.
@NullMarked
package io.patchbay.console.events;

import org.jspecify.annotations.NullMarked;
