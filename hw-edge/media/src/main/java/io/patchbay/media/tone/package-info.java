/// Call-progress tones: description, seed grammars, generation and detection (E.180, E.182). Pure.
@NullMarked
package io.patchbay.media.tone;

import org.jspecify.annotations.NullMarked;
