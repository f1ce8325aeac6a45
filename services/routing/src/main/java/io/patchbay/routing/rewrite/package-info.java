/// Prefix rules `86:-86|01[3-8]:-0++86` (catalogue G19).
@NullMarked
package io.patchbay.routing.rewrite;

import org.jspecify.annotations.NullMarked;
