/// Terminations, contexts and the engine that runs them: the public face of the media jar (H.248
/// words).
@NullMarked
package io.patchbay.media.session;

import org.jspecify.annotations.NullMarked;
