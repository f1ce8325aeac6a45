/// The media clock: tick threads with absolute deadlines, and the command queue they read.
@NullMarked
package io.patchbay.media.clock;

import org.jspecify.annotations.NullMarked;
