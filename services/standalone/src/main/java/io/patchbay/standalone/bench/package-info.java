/// What `./patchbay bench` measures: start, set-up delay, set-ups per second, media, memory.
///
/// Its SIP peer is its own, a few templates over UDP: what is measured takes no part in measuring.
@NullMarked
package io.patchbay.standalone.bench;

import org.jspecify.annotations.NullMarked;
