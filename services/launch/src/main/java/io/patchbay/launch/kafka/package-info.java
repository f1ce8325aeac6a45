/// How a service follows Kafka topics.
@NullMarked
package io.patchbay.launch.kafka;

import org.jspecify.annotations.NullMarked;
