/// Kafka: what edges received comes in, what became of messages goes out.
@NullMarked
package io.patchbay.sms.events;

import org.jspecify.annotations.NullMarked;
