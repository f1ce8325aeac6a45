/// Figures over many calls: ASR and ACD of E.411. Pure.
@NullMarked
package io.patchbay.cdr.aggregate;

import org.jspecify.annotations.NullMarked;
