/// DTMF generation and detection in audio (Q.23, Q.24). Pure.
@NullMarked
package io.patchbay.media.dtmf;

import org.jspecify.annotations.NullMarked;
