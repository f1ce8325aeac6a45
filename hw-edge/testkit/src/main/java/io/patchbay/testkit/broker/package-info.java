/// A real Kafka broker for tests.
@NullMarked
package io.patchbay.testkit.broker;

import org.jspecify.annotations.NullMarked;
