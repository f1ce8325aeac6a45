/// Play-out of RTP audio: jitter buffer, delay adaptation, concealment of loss. Pure.
@NullMarked
package io.patchbay.media.jitter;

import org.jspecify.annotations.NullMarked;
