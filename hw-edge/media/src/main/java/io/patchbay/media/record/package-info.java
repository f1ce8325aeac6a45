/// What a call sounds like, taken off the media threads for somebody who writes it down.
@NullMarked
package io.patchbay.media.record;

import org.jspecify.annotations.NullMarked;
